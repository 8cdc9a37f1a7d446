import { afterEach, describe, expect, test } from "vitest"
import { HOUR, setClock } from "#lib/base/clock.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { GUEST, memberFrom } from "#lib/forum/actor.ts"
import { aClient, aRegistration, aSignUp } from "#lib/testing/accounts.ts"
import { freshInbox } from "#lib/testing/inbox.ts"
import { freshTable } from "#lib/testing/table.ts"
import { register } from "./registration.ts"
import { changePassword, ResetInput, requestReset, resetPassword } from "./resetting.ts"
import { actorOf, sessionToken } from "./session.ts"
import { signInWithPassword } from "./signing-in.ts"
import { issueToken } from "./tokens.ts"

freshTable()
const inbox = freshInbox()
afterEach(() => setClock())

const used = { code: "token-used" }
const wrong = { code: "wrong-credentials" }

describe("a forgotten password", () => {
  test("is replaced through the mail; the old one, all sessions and the link end", async () => {
    const { user, email, password } = await aSignUp(inbox)
    const session = await sessionToken(user)
    await requestReset({ email }, aClient())
    const token = await inbox.lastSecret(email)
    await resetPassword({ token, password: "new horse" }, aClient())
    expect(await actorOf(session)).toEqual(GUEST)
    await expect(signInWithPassword({ email, password }, aClient())).rejects.toMatchObject(wrong)
    expect(await signInWithPassword({ email, password: "new horse" }, aClient())).toMatchObject({
      id: user.id,
    })
    await expect(resetPassword({ token, password: "x horse x" }, aClient())).rejects.toMatchObject(used)
    expect((await inbox.mailsTo(email)).at(-1)).toContain("was changed just now")
  })

  test("has one good link after several: the first that is used ends the others", async () => {
    const { user } = await aSignUp(inbox)
    const [one, two] = [await issueToken("reset", user), await issueToken("reset", user)]
    await resetPassword({ token: two, password: "new horse" }, aClient())
    await expect(resetPassword({ token: one, password: "x horse x" }, aClient())).rejects.toMatchObject(used)
  })

  test("the link works for an hour", async () => {
    const { user } = await aSignUp(inbox)
    const token = await issueToken("reset", user)
    setClock(() => Date.now() + HOUR + 1000)
    await expect(resetPassword({ token, password: "new horse" }, aClient())).rejects.toMatchObject(used)
  })

  test("of an address nobody has confirmed sends the link that confirms, and none for a stranger's", async () => {
    const pending = aRegistration()
    await register(pending, aClient())
    await requestReset({ email: pending.email }, aClient())
    expect((await inbox.mailsTo(pending.email)).at(-1)).toContain("/verify?token=")
    await requestReset({ email: "stranger@example.org" }, aClient())
    expect(await inbox.mailsTo("stranger@example.org")).toEqual([])
  })

  test("is asked for only so often per address", async () => {
    const { email } = await aSignUp(inbox)
    for (let n = 0; n < 5; n++) await requestReset({ email }, aClient())
    await expect(requestReset({ email }, aClient())).rejects.toMatchObject({ kind: "limited" })
  })

  test("and per client, for however many addresses", async () => {
    const client = aClient()
    const asked = await Promise.allSettled(
      Array.from({ length: 21 }, (_, n) => requestReset({ email: `reset${n}@example.org` }, client)),
    )
    expect(asked.filter(({ status }) => status === "rejected")).toMatchObject([
      { reason: { kind: "limited" } },
    ])
    await expect(requestReset({ email: "another@example.org" }, aClient())).resolves.toBeUndefined()
  })

  test.each([["a"], { a: 1 }, 7, null, undefined, "x".repeat(101)])("a link is not %j", (token) => {
    expect(ResetInput.safeParse({ token, password: "new horse" }).success).toBe(false)
  })
})

describe("changing the password", () => {
  test("takes the present one, and ends all sessions", async () => {
    const { user, email, password } = await aSignUp(inbox)
    const session = await sessionToken(user)
    await changePassword(memberFrom(user), { current: password, password: "new horse" })
    expect(await actorOf(session)).toEqual(GUEST)
    expect(await signInWithPassword({ email, password: "new horse" }, aClient())).toMatchObject({
      id: user.id,
    })
  })

  test("is refused with a wrong one, and to guests; nothing changes", async () => {
    const { user } = await aSignUp(inbox)
    const change = { current: "wrong horse", password: "new horse" }
    await expect(changePassword(memberFrom(user), change)).rejects.toMatchObject({
      code: "wrong-password",
      details: { field: "current" },
    })
    await expect(changePassword(GUEST, change)).rejects.toMatchObject({ kind: "unauthenticated" })
    expect((await getUser(user.id))?.sessionEpoch).toBe(1)
  })
})
