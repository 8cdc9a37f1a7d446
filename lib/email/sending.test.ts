import { beforeEach, describe, expect, test, vi } from "vitest"
import { backgroundDone } from "#lib/base/background.ts"
import { DAY, HOUR, MINUTE, now, nowIso, sleep } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import type { Mail } from "#lib/db/items/mails.ts"
import { getMail, mailsInState } from "#lib/db/patterns/mails.ts"
import { changeMail } from "#lib/db/writes/mails.ts"
import type { Member } from "#lib/forum/actor.ts"
import { intercept } from "#lib/testing/faults.ts"
import { aNotification, at, mailGoesOut, mailRoom } from "#lib/testing/mail.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { headersOf } from "#lib/testing/smtp.ts"
import { freshTable } from "#lib/testing/table.ts"
import { hangUp } from "./delivery.ts"
import { letter } from "./letter.ts"
import { enqueue, LEASE, MAX_TRIES, newMail, retryMail } from "./outbox.ts"
import { post, send } from "./send.ts"
import { sendMail } from "./sending.ts"
import { settingsOf } from "./settings.ts"

freshTable()
const room = mailRoom()
const address = ({ name }: Member): string => `${name.toLowerCase()}@example.org`
const subjects = (who: Member) => room.to(address(who)).map((one) => headersOf(one).subject)

let [ann, bob] = [] as unknown as [Member, Member]
let written: { topic: string; post: string }
beforeEach(async () => {
  room.server().behave({})
  ;[ann, bob] = [await someone(), await someone()]
  const { topic } = await aTopic(ann, await aCategory(), { title: "Boats" })
  written = { topic, post: (await aReply(bob, topic)).post }
  await mailGoesOut()
})

/** A mail that is due now. @param by who is said to have caused it */
async function aMail(by: Member = bob): Promise<Mail> {
  const { id } = await aNotification(ann.id, written, by)
  const mail = newMail(ann.id, `notification ${id}`, now(), { kind: "notification", notification: id })
  await enqueue(mail)
  return mail
}
const stateOf = async ({ user, id }: Mail) => (await getMail(user, id))!
const boats = (who = ann) => subjects(who).filter((subject) => subject === "[Stoa] Boats").length

describe("a mail", () => {
  test("goes out once, when several workers are at it", async () => {
    // So many by one author are too much.
    const mails = await Promise.all(Array.from({ length: 12 }, (_, n) => aMail(n % 2 ? ann : bob)))
    await Promise.all([sendMail(), sendMail(), sendMail()])
    expect(boats()).toBe(12)
    for (const mail of mails) expect(await stateOf(mail)).toMatchObject({ state: "sent", tries: 1 })
  })

  test("is tried again later, and later each time, while the server is busy", async () => {
    const mail = await aMail()
    room.server().behave({ busy: 3 })
    let last = now()
    let wait = 0
    for (let n = 1; n <= 3; n++) {
      await at(last, sendMail)
      const { state, tries, dueAt, reason } = await stateOf(mail)
      expect({ state, tries, reason }).toEqual({
        state: "waiting",
        tries: n,
        reason: expect.stringContaining("451 later"),
      })
      await at(Date.parse(dueAt) - 1000, sendMail)
      expect(boats()).toBe(0)
      expect(Date.parse(dueAt) - last).toBeGreaterThan(1.5 * wait)
      wait = Date.parse(dueAt) - last
      last = Date.parse(dueAt) + 1
    }
    await at(last, sendMail)
    expect(boats()).toBe(1)
  })

  test("is given up at last, shown to staff with the reason, and may be tried again by them", async () => {
    const mail = await aMail()
    room.server().behave({ busy: 1000 })
    for (let n = 0; n < MAX_TRIES; n++) await at(Date.parse((await stateOf(mail)).dueAt) + 1, sendMail)
    expect(await stateOf(mail)).toMatchObject({ state: "failed", reason: expect.stringContaining("451") })
    expect((await mailsInState("failed")).map(({ id }) => id)).toContain(mail.id)
    room.server().behave({})
    await at(now() + 7 * HOUR, sendMail)
    expect(boats()).toBe(0)
    await retryMail(ann.id, mail.id)
    await sendMail()
    expect(boats()).toBe(1)
    await expect(retryMail(ann.id, mail.id)).rejects.toMatchObject({ code: "mail-gone" })
  })

  test("survives a server that hangs up in the middle of it", async () => {
    const mail = await aMail()
    room.server().behave({ hangUp: 1 })
    await sendMail()
    expect(boats()).toBe(0)
    await at(now() + MINUTE, sendMail)
    expect(boats()).toBe(1)
    expect(await stateOf(mail)).toMatchObject({ state: "sent", tries: 2 })
  })

  test("that the server took without saying so comes again under the same id, so that programs show it once", async () => {
    await aMail()
    room.server().behave({ mute: 1 })
    await sendMail()
    await at(now() + MINUTE, sendMail)
    expect(new Set(room.to(address(ann)).map((one) => headersOf(one)["message-id"])).size).toBe(2)
    expect(boats()).toBe(2)
  })

  test("whose sender dies goes out when the lease is over, and not before", async () => {
    const mail = await aMail()
    // Taken, and never heard of again.
    const mine = { dueAt: new Date(now() + LEASE).toISOString(), tries: 1 }
    await commit([changeMail(mail, mine, () => new Error("It is taken."))])
    await at(now() + LEASE - MINUTE, sendMail)
    expect(boats()).toBe(0)
    await at(now() + LEASE + 1000, sendMail)
    expect(boats()).toBe(1)
  })

  test("that went out is not sent again by who held it too long", async () => {
    const mail = await aMail()
    const stop = intercept(async ({ command, input }, goOn) => {
      // The answer of whoever sent it is late: meanwhile the lease ran out and another sends it.
      const isEnd = command.startsWith("TransactWrite") && JSON.stringify(input).includes('"sent"')
      if (isEnd) {
        stop()
        await at(now() + LEASE + MINUTE, sendMail)
      }
      return goOn()
    })
    await sendMail()
    stop()
    expect(await stateOf(mail)).toMatchObject({ state: "sent", tries: 2 })
    await at(now() + DAY, sendMail)
    expect(boats()).toBe(2)
  })
})

describe("an address that takes no mail", () => {
  const refuse = (answer: string) => room.server().behave({ receiver: () => answer })

  test("gets none any more, and staff see why", async () => {
    const mail = await aMail()
    refuse("550 5.1.1 no such mailbox")
    await sendMail()
    expect(await stateOf(mail)).toMatchObject({
      state: "failed",
      reason: expect.stringContaining("no such mailbox"),
    })
    expect((await settingsOf(ann.id)).stopped).toMatchObject({ why: "bounced", address: address(ann) })
    room.server().behave({})
    const next = await aMail()
    await sendMail()
    expect(await stateOf(next)).toMatchObject({ state: "skipped" })
    expect(boats()).toBe(0)
  })

  for (const answer of ["550 5.7.1 relaying denied", "554 blocked using spamhaus", "450 greylisted"])
    test(`is not blamed for “${answer}”`, async () => {
      const mail = await aMail()
      refuse(answer)
      await sendMail()
      expect((await settingsOf(ann.id)).stopped).toBeUndefined()
      expect(await stateOf(mail)).toMatchObject({ state: "waiting" })
    })

  test("a message that is refused itself is given up, and the next one may go", async () => {
    const mail = await aMail()
    room.server().behave({ message: "552 too large" })
    await sendMail()
    expect(await stateOf(mail)).toMatchObject({ state: "failed" })
    expect((await settingsOf(ann.id)).stopped).toBeUndefined()
  })
})

describe("a letter about an account", () => {
  const aLetter = () =>
    letter(address(ann), "Sign in", [{ link: "/link?token=very-secret", label: "Sign in" }])

  test("goes out at once, without the worker, and nothing of it stays", async () => {
    post(aLetter(), ann.id, HOUR)
    await backgroundDone()
    expect(subjects(ann)).toContain("Sign in")
    await sendMail()
    expect(subjects(ann).filter((subject) => subject === "Sign in")).toHaveLength(1)
  })

  test("keeps nobody waiting while the mail server is slow", async () => {
    room.server().behave({ slow: 150 })
    hangUp()
    post(aLetter(), ann.id, HOUR)
    await sleep(100)
    expect(subjects(ann)).not.toContain("Sign in")
    await backgroundDone()
    expect(subjects(ann)).toContain("Sign in")
  })

  test("waits unreadably when it was not taken, goes out under the same id, and then nothing of it stays", async () => {
    room.server().behave({ mute: 1 })
    await send(aLetter(), ann.id, HOUR)
    const waiting = (await mailsInState("waiting")).find((one) => one.user === ann.id)!
    expect(JSON.stringify(waiting)).not.toContain("secret")
    expect(waiting.about).toMatchObject({ kind: "letter", sealed: expect.any(String) })
    await at(now() + MINUTE, sendMail)
    const ids = room.to(address(ann)).filter((one) => headersOf(one).subject === "Sign in")
    expect(ids).toHaveLength(2)
    expect(new Set(ids.map((one) => headersOf(one)["message-id"])).size).toBe(1)
    expect((await stateOf(waiting)).about).toEqual({ kind: "letter" })
  })

  test("is not sent when its link has run out", async () => {
    room.server().behave({ busy: 1 })
    await send(aLetter(), ann.id, 15 * MINUTE)
    const waiting = (await mailsInState("waiting")).find((one) => one.user === ann.id)!
    await at(now() + HOUR, sendMail)
    expect(subjects(ann)).not.toContain("Sign in")
    expect(await stateOf(waiting)).toMatchObject({ state: "failed", about: { kind: "letter" } })
  })
})

test("what cannot be made is said in the log, and the others go out", async () => {
  const log = vi.spyOn(console, "error").mockImplementation(() => {})
  const bad = newMail(ann.id, `letter ${nowIso()}`, now(), {
    kind: "letter",
    sealed: "not sealed by us, nor anybody",
  })
  await enqueue(bad)
  await aMail()
  await sendMail()
  expect(boats()).toBe(1)
  expect(log).toHaveBeenCalledWith(expect.stringContaining(bad.id), expect.anything())
  expect(await stateOf(bad)).toMatchObject({ state: "waiting", tries: 1 })
  log.mockRestore()
})
