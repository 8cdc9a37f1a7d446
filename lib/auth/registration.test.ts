import { randomUUID } from "node:crypto"
import { afterEach, describe, expect, test } from "vitest"
import { DAY, setClock } from "#lib/base/clock.ts"
import { measure } from "#lib/db/capacity.ts"
import { commit } from "#lib/db/commit.ts"
import { getUser, passwordHashOf, userByEmail, userBySkeleton } from "#lib/db/patterns/users.ts"
import { swapName } from "#lib/db/writes/names.ts"
import { putMember } from "#lib/db/writes/registrations.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { aClient, aRegistration, aSignUp } from "#lib/testing/accounts.ts"
import { freshInbox } from "#lib/testing/inbox.ts"
import { freshTable } from "#lib/testing/table.ts"
import { confirmEmail, newMember, RegisterInput, register } from "./registration.ts"
import { signInWithPassword } from "./signing-in.ts"

freshTable()
const inbox = freshInbox()
afterEach(() => setClock())

describe("registering", () => {
  test("makes a member who comes in once the address is confirmed", async () => {
    const input = aRegistration()
    await register(input, aClient())
    expect((await userByEmail(input.email))?.verifiedAt).toBeUndefined()
    const user = await confirmEmail(await inbox.lastSecret(input.email), aClient())
    expect(user).toMatchObject({ name: input.name, role: "member" })
    expect(await signInWithPassword(input, aClient())).toMatchObject({ id: user.id })
  })

  test("ignores every privileged field", () => {
    const fields = { role: "owner", sessionEpoch: 9, verifiedAt: "2020", id: "x", expiresAt: 1, version: 7 }
    expect(Object.keys(aRegistration(fields)).sort()).toEqual(["email", "name", "password"])
    expect(newMember(aRegistration(fields))).toMatchObject({ role: "member", sessionEpoch: 1, version: 1 })
  })

  test("takes strings where strings belong", () => {
    for (const wrong of [["a@example.org"], { a: 1 }, 7, null, undefined]) {
      for (const field of ["name", "email", "password"])
        expect(RegisterInput.safeParse({ ...aRegistration(), [field]: wrong }).success).toBe(false)
    }
    for (const email of ["a@b@c.org", "a b@example.org", "a@example.org,b@example.org", "x\r\nBcc: y@z.org"])
      expect(RegisterInput.safeParse({ ...aRegistration(), email }).success).toBe(false)
    for (const password of ["short", "x".repeat(201), "password1", "12345678"])
      expect(RegisterInput.safeParse({ ...aRegistration(), password }).success).toBe(false)
  })

  test("is told when the name, or one that looks like it, is taken", async () => {
    const input = aRegistration({ name: `Bill${randomUUID().slice(0, 6)}` })
    await register(input, aClient())
    const alike = aRegistration({ name: input.name.replace("ll", "1I").toUpperCase() })
    await expect(register(alike, aClient())).rejects.toMatchObject({ code: "name-taken" })
    expect(await userByEmail(alike.email)).toBeUndefined()
  })

  test("with the address of a member answers the same, changes nothing, and tells the member", async () => {
    const input = aRegistration()
    await register(input, aClient())
    await confirmEmail(await inbox.lastSecret(input.email), aClient())
    const again = aRegistration({ email: input.email.toUpperCase(), password: "another one" })
    expect(await register(again, aClient())).toBeUndefined()
    expect((await inbox.mailsTo(input.email)).at(-1)).toContain("already have an account")
    expect(await userBySkeleton(skeletonOf(again.name))).toBeUndefined()
    await expect(signInWithPassword(again, aClient())).rejects.toMatchObject({ code: "wrong-credentials" })
  })

  test("again replaces what nobody confirmed: its name is free, its link is void, its password is gone", async () => {
    const first = aRegistration()
    await register(first, aClient())
    const oldSecret = await inbox.lastSecret(first.email)
    const second = aRegistration({ email: first.email, password: "my own one" })
    await register(second, aClient())
    expect(await userBySkeleton(skeletonOf(first.name))).toBeUndefined()
    await expect(confirmEmail(oldSecret, aClient())).rejects.toMatchObject({ code: "token-used" })
    const user = await confirmEmail(await inbox.lastSecret(first.email), aClient())
    expect(user.name).toBe(second.name)
    await expect(signInWithPassword(first, aClient())).rejects.toMatchObject({ code: "wrong-credentials" })
    expect(await signInWithPassword(second, aClient())).toMatchObject({ id: user.id })
  })

  test("that nobody confirms is gone after seven days, and its name and address are free", async () => {
    const input = aRegistration()
    await register(input, aClient())
    const secret = await inbox.lastSecret(input.email)
    setClock(() => Date.now() + 7 * DAY + 1000)
    expect(await userByEmail(input.email)).toBeUndefined()
    await expect(confirmEmail(secret, aClient())).rejects.toMatchObject({ code: "token-used" })
    await register({ ...input, password: "second try" }, aClient())
    const user = await confirmEmail(await inbox.lastSecret(input.email), aClient())
    setClock(() => Date.now() + 30 * DAY)
    expect(await getUser(user.id)).toMatchObject({ name: input.name })
    expect(await passwordHashOf(user.id)).toMatch(/^\$argon2id\$/)
    expect(await userBySkeleton(skeletonOf(input.name))).toMatchObject({ id: user.id })
  })

  describe.each(["known", "unknown"])("with an address that is %s, tells nothing by the name:", (which) => {
    const address = async () => (which === "known" ? (await aSignUp(inbox)).email : aRegistration().email)
    const taken = { code: "name-taken", details: { field: "name" } }

    test("it is taken for others, and theirs to ask for again", async () => {
      const first = aRegistration({ email: await address() })
      await register(first, aClient())
      await expect(register(aRegistration({ name: first.name }), aClient())).rejects.toMatchObject(taken)
      await register(first, aClient())
      await expect(register(aRegistration({ name: first.name }), aClient())).rejects.toMatchObject(taken)
    })

    test("it is free when another one is asked for with the address", async () => {
      const first = aRegistration({ email: await address() })
      const second = aRegistration({ email: first.email })
      await register(first, aClient())
      await register(second, aClient())
      await expect(register(aRegistration({ name: second.name }), aClient())).rejects.toMatchObject(taken)
      await register(aRegistration({ name: first.name }), aClient())
    })

    test("it is free after seven days", async () => {
      const first = aRegistration({ email: await address() })
      await register(first, aClient())
      setClock(() => Date.now() + 7 * DAY + 1000)
      const later = aRegistration({ name: first.name })
      await register(later, aClient())
      expect((await userBySkeleton(skeletonOf(first.name)))?.email).toBe(later.email)
      // What was asked for after that takes nothing away from whose it is now.
      const next = aRegistration({ email: first.email })
      await register(next, aClient())
      expect((await userBySkeleton(skeletonOf(first.name)))?.email).toBe(later.email)
      // And it is held as the first one was.
      await expect(register(aRegistration({ name: next.name }), aClient())).rejects.toMatchObject(taken)
    })

    test("of two who ask for it at once one gets it, and the other is told", async () => {
      const first = aRegistration({ email: await address() })
      const outcomes = await Promise.allSettled(
        [first, aRegistration({ name: first.name })].map((input) => register(input, aClient())),
      )
      expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    })
  })

  test("a name that was asked for with a member's address is theirs to take", async () => {
    const { user, email } = await aSignUp(inbox)
    const asked = aRegistration({ email })
    await register(asked, aClient())
    await commit(swapName((await getUser(user.id))!, asked.name, skeletonOf(asked.name)))
    expect(await userBySkeleton(skeletonOf(asked.name))).toMatchObject({ id: user.id, name: asked.name })
    // The next one that is asked for with it is held all the same.
    const next = aRegistration({ email })
    await register(next, aClient())
    await expect(register(aRegistration({ name: next.name }), aClient())).rejects.toMatchObject({
      code: "name-taken",
    })
    expect(await userBySkeleton(skeletonOf(asked.name))).toMatchObject({ id: user.id })
  })

  test("is limited per client and per address", async () => {
    const client = aClient()
    for (let n = 0; n < 10; n++) await register(aRegistration(), client)
    await expect(register(aRegistration(), client)).rejects.toMatchObject({ kind: "limited" })
    const { email } = aRegistration()
    for (let n = 0; n < 5; n++) await register(aRegistration({ email }), aClient())
    await expect(register(aRegistration({ email }), aClient())).rejects.toMatchObject({ kind: "limited" })
  })

  test("costs 8 WCU in its transaction", async () => {
    const input = aRegistration({ name: "an_average_long_name", email: `${"a".repeat(40)}@example.org` })
    const user = newMember(input)
    const hash = "$argon2id$v=19$m=19456,t=2,p=1$".padEnd(97, "x")
    const writes = putMember({ user, skeleton: skeletonOf(user.name), hash })
    expect((await measure(() => commit(writes))).units.wcu).toBeLessThanOrEqual(8)
  })

  test("puts nothing that a stranger chose into the mail", async () => {
    const input = aRegistration({ name: "evil.example.com" })
    await register(input, aClient())
    const [mail = ""] = await inbox.mailsTo(input.email)
    expect(mail).not.toContain("evil.example.com")
    expect(mail).toMatch(/^http:\/\/localhost:3000\/verify\?token=/m)
  })
})

describe("the link that confirms", () => {
  test("works once", async () => {
    const input = aRegistration()
    await register(input, aClient())
    const secret = await inbox.lastSecret(input.email)
    await confirmEmail(secret, aClient())
    await expect(confirmEmail(secret, aClient())).rejects.toMatchObject({ code: "token-used" })
  })

  test.each(["", "x", "a".repeat(43), "../../x", "__proto__", `TOKEN#${"a".repeat(37)}`])(
    "is not %j",
    async (secret) => {
      await expect(confirmEmail(secret, aClient())).rejects.toMatchObject({ code: "token-used" })
    },
  )

  test("comes again when somebody signs in too early with the right password, and only then", async () => {
    const input = aRegistration()
    await register(input, aClient())
    await expect(signInWithPassword({ ...input, password: "wrong one" }, aClient())).rejects.toMatchObject({
      code: "wrong-credentials",
    })
    expect(await inbox.mailsTo(input.email)).toHaveLength(1)
    await expect(signInWithPassword(input, aClient())).rejects.toMatchObject({ code: "email-unverified" })
    expect(await inbox.mailsTo(input.email)).toHaveLength(2)
    await confirmEmail(await inbox.lastSecret(input.email), aClient())
    expect(await signInWithPassword(input, aClient())).toMatchObject({ name: input.name })
  })

  test("leads on to where one was, inside the forum only", async () => {
    const input = aRegistration({ next: "/t/boats/01J0000000000000000000000" })
    await register(input, aClient())
    expect((await inbox.mailsTo(input.email))[0]).toContain("&next=%2Ft%2Fboats%2F")
    const foreign = aRegistration({ next: "//evil.example" })
    await register(foreign, aClient())
    expect((await inbox.mailsTo(foreign.email))[0]).not.toContain("evil")
  })
})
