import { beforeEach, describe, expect, test } from "vitest"
import { DAY, now } from "#lib/base/clock.ts"
import { digestsDue, topicsWithoutMail } from "#lib/db/patterns/mails.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { GUEST, type Member, memberFrom } from "#lib/forum/actor.ts"
import { changeCategory } from "#lib/forum/categories.ts"
import { aSignUp } from "#lib/testing/accounts.ts"
import { freshInbox } from "#lib/testing/inbox.ts"
import { aCategory, aTopic, someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { loadMailSettings, loadUnsubscribing } from "#lib/views/mail-settings.ts"
import { askForAddress, confirmAddressAnew } from "./address-anew.ts"
import { stopMail, stopReturned } from "./bounces.ts"
import { choiceOf, DEFAULT_CHOICES, KIND_NAMES, nextDigest } from "./choices.ts"
import { changeSettings, chooseMail, resumeTopicMail, SettingsInput, settingsOf } from "./settings.ts"
import { readToken, unsubscribe, unsubscribeToken } from "./unsubscribing.ts"

freshTable()
const inbox = freshInbox()

const input = (changes: Record<string, string> = {}) =>
  SettingsInput.parse({
    ...DEFAULT_CHOICES,
    digest: "weekly",
    ...changes,
  })

let ann: Member
beforeEach(async () => {
  ann = await someone()
})

describe("what comes by mail", () => {
  test("is what is said to somebody, until they choose otherwise", async () => {
    const before = await settingsOf(ann.id)
    expect(choiceOf(before, "mention")).toBe("at-once")
    expect(choiceOf(before, "like")).toBe("digest")
    await chooseMail(ann, input({ mention: "never", like: "at-once", digest: "daily" }))
    const after = await settingsOf(ann.id)
    expect(choiceOf(after, "mention")).toBe("never")
    expect(choiceOf(after, "like")).toBe("at-once")
    expect(after.digest).toBe("daily")
    expect(Date.parse(after.nextDigestAt) - now()).toBeLessThan(DAY)
  })

  test("is nobody's to choose but the member's", async () => {
    await expect(chooseMail(GUEST, input())).rejects.toMatchObject({ kind: "unauthenticated" })
    expect(SettingsInput.safeParse({ ...input(), mention: "sometimes" }).success).toBe(false)
  })

  test("is changed by several at once, and nothing is lost", async () => {
    await Promise.all(
      KIND_NAMES.slice(0, 4).map((kind) =>
        changeSettings(ann.id, ({ choices }) => ({ choices: { ...choices, [kind]: "never" } })),
      ),
    )
    const after = await settingsOf(ann.id)
    expect(KIND_NAMES.slice(0, 4).map((kind) => choiceOf(after, kind))).toEqual(Array(4).fill("never"))
  })

  test("digests are due for who wants them, and for nobody else", async () => {
    const due = async () =>
      (await digestsDue(new Date(now() + 8 * DAY).toISOString())).map(({ user }) => user)
    await chooseMail(ann, input())
    expect(await due()).toContain(ann.id)
    await chooseMail(ann, input({ digest: "never" }))
    expect(await due()).not.toContain(ann.id)
    await chooseMail(ann, input({ off: "on" }))
    expect(await due()).not.toContain(ann.id)
    await chooseMail(ann, input({ digest: "daily" }))
    expect(await due()).toContain(ann.id)
  })

  test("the next digest lies ahead, at the same time of the day and of the week", () => {
    const weekly = nextDigest(ann.id, "weekly", now())
    expect(Date.parse(weekly)).toBeGreaterThan(now())
    expect(Date.parse(nextDigest(ann.id, "weekly", Date.parse(weekly))) - Date.parse(weekly)).toBe(7 * DAY)
    expect(Date.parse(nextDigest(ann.id, "daily", Date.parse(weekly))) - Date.parse(weekly)).toBe(DAY)
  })
})

describe("no more mail, by a link", () => {
  test("ends exactly what the link says, twice as well as once, signed in or not", async () => {
    const kind = unsubscribeToken(ann.id, { what: "kind", kind: "reply" })
    await unsubscribe(kind)
    await unsubscribe(kind)
    const settings = await settingsOf(ann.id)
    expect(KIND_NAMES.filter((one) => choiceOf(settings, one) === "never")).toEqual(["reply"])
    const { topic } = await aTopic(ann, await aCategory(), { title: "Ropes and knots" })
    await unsubscribe(unsubscribeToken(ann.id, { what: "topic", topic }))
    expect(await topicsWithoutMail(ann.id)).toEqual([topic])
    expect((await loadMailSettings(ann)).topics).toMatchObject([{ id: topic, title: "Ropes and knots" }])
    await resumeTopicMail(ann, { topic })
    expect(await topicsWithoutMail(ann.id)).toEqual([])
    await unsubscribe(unsubscribeToken(ann.id, { what: "digest" }))
    expect(await settingsOf(ann.id)).toMatchObject({ digest: "never", off: false })
    await unsubscribe(kind, { all: true })
    expect(await settingsOf(ann.id)).toMatchObject({ off: true })
  })

  test("tells nothing of a topic that the member may not see any more", async () => {
    const { topic } = await aTopic(ann, await aCategory({ readers: "members" }), { title: "For members" })
    await unsubscribe(unsubscribeToken(ann.id, { what: "topic", topic }))
    const { category } = (await findTopic(topic))!
    await changeCategory({ kind: "operator" }, category, { readers: "staff" })
    expect((await loadMailSettings(ann)).topics).toEqual([{ id: topic }])
    expect(loadUnsubscribing(unsubscribeToken(ann.id, { what: "topic", topic }))?.ends).toBe(
      "mail about this topic",
    )
  })

  test("works for nobody else and for nothing else: a changed link is refused", async () => {
    const bob = await someone()
    const token = unsubscribeToken(ann.id, { what: "kind", kind: "reply" })
    const [user, , signature] = token.split(".") as [string, string, string]
    const forged = [
      `${bob.id.toLowerCase()}.kind-reply.${signature}`,
      `${user}.all.${signature}`,
      `${user}.kind-reply.${signature.slice(0, -1)}`,
      `${user}.kind-reply.`,
      `${user}.kind-nothing.${signature}`,
      "",
      "..",
      token.toUpperCase(),
    ]
    for (const one of forged) {
      expect(() => readToken(one), one).toThrow(/not complete or not valid/)
      await expect(unsubscribe(one, { all: true })).rejects.toMatchObject({ code: "unsubscribe-invalid" })
      expect(loadUnsubscribing(one)).toBeUndefined()
    }
    expect((await settingsOf(bob.id)).off).toBe(false)
    expect((await settingsOf(ann.id)).version).toBe(0)
  })

  test("does nothing, and says the same, for a member who is gone", async () => {
    const gone = unsubscribeToken("01ARZ3NDEKTSV4RRFFQ69G5FAV", { what: "all" })
    expect(await unsubscribe(gone)).toEqual({ what: "all" })
    expect((await settingsOf("01ARZ3NDEKTSV4RRFFQ69G5FAV")).version).toBe(0)
  })
})

describe("an address that returned mail", () => {
  test("is told to its owner, who shows by a mail that it works again", async () => {
    const { user, email } = await aSignUp(inbox)
    const member = memberFrom(user)
    expect((await stopMail(` ${email.toUpperCase()} `, "bounced", "550 full of water"))?.id).toBe(user.id)
    expect((await loadMailSettings(member)).stopped).toMatchObject({
      why: "bounced",
      reason: "550 full of water",
    })
    await askForAddress(member)
    const secret = await inbox.lastSecret(email)
    await confirmAddressAnew({ token: secret }, "somewhere")
    expect((await loadMailSettings(member)).stopped).toBeUndefined()
    await expect(confirmAddressAnew({ token: secret }, "somewhere")).rejects.toMatchObject({
      code: "token-used",
    })
  })

  test("that works asks for no mail, and one of nobody stops nothing", async () => {
    const { user, email } = await aSignUp(inbox)
    const before = (await inbox.mailsTo(email)).length
    await askForAddress(memberFrom(user))
    expect(await inbox.mailsTo(email)).toHaveLength(before)
    expect(await stopMail("nobody@example.org", "bounced", "gone")).toBeUndefined()
  })

  test("of which a mail service tells stops, and keeps the first reason", async () => {
    const { user, email } = await aSignUp(inbox)
    await stopReturned([{ address: email, why: "complained", reason: "Reported as abuse" }])
    await stopReturned([{ address: email, why: "bounced", reason: "later" }])
    expect((await settingsOf(user.id)).stopped).toMatchObject({
      why: "complained",
      reason: "Reported as abuse",
    })
  })
})
