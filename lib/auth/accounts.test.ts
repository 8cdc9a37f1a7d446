import { describe, expect, test } from "vitest"
import { passwordHashOf } from "#lib/db/patterns/users.ts"
import { Name } from "#lib/forum/names.ts"
import { aClient, aRegistration, aSignUp } from "#lib/testing/accounts.ts"
import { freshInbox } from "#lib/testing/inbox.ts"
import { freshTable } from "#lib/testing/table.ts"
import { type Account, memberOfAccount } from "./accounts.ts"
import { accountFrom, withConfirmedEmail } from "./providers.ts"
import { confirmEmail, register } from "./registration.ts"
import { signInWithPassword } from "./signing-in.ts"

freshTable()
const inbox = freshInbox()

const anAccount = (changes: Partial<Account> = {}): Account => {
  const { name, email } = aRegistration()
  return { provider: "oidc", id: aClient(), name, email, emailVerified: true, ...changes }
}

describe("who comes by another service", () => {
  test("becomes a member, and is the same one the next time, whatever the service says then", async () => {
    const account = anAccount()
    const user = await memberOfAccount(account)
    expect(user).toMatchObject({ name: account.name, role: "member", verifiedAt: expect.any(String) })
    const later = { ...account, email: "other@example.org", emailVerified: false, name: "Other" }
    expect((await memberOfAccount(later)).id).toBe(user.id)
    expect((await memberOfAccount(anAccount({ id: account.id, provider: "github" }))).id).not.toBe(user.id)
  })

  test("is the member with the same confirmed address", async () => {
    const { user, email } = await aSignUp(inbox)
    expect((await memberOfAccount(anAccount({ email: email.toUpperCase() }))).id).toBe(user.id)
  })

  test("is nobody without an address that the service confirms", async () => {
    const { email } = await aSignUp(inbox)
    const refused = { code: "provider-email-unverified" }
    const unsure = [false, undefined, "true", 1].map((emailVerified) => ({ email, emailVerified }) as Account)
    for (const change of [...unsure, { email: undefined }, { email: "no address" }])
      await expect(memberOfAccount(anAccount(change))).rejects.toMatchObject(refused)
    await expect(memberOfAccount(anAccount({ id: "" }))).rejects.toThrow("did not say who")
  })

  test("replaces who registered the address and never showed it to be theirs, password and link with it", async () => {
    const pending = aRegistration()
    await register(pending, aClient())
    const secret = await inbox.lastSecret(pending.email)
    const user = await memberOfAccount(anAccount({ email: pending.email }))
    expect(await passwordHashOf(user.id)).toBeUndefined()
    await expect(confirmEmail(secret, aClient())).rejects.toMatchObject({ code: "token-used" })
    await expect(signInWithPassword(pending, aClient())).rejects.toMatchObject({ code: "wrong-credentials" })
  })

  test("gets the nearest name that is free and allowed", async () => {
    const { user } = await aSignUp(inbox)
    expect((await memberOfAccount(anAccount({ name: user.name }))).name).toBe(`${user.name}2`)
    expect((await memberOfAccount(anAccount({ name: user.name.toUpperCase() }))).name).toBe(
      `${user.name.toUpperCase()}3`,
    )
    const odd = await memberOfAccount(
      anAccount({ name: "<img src=x onerror=alert(1)> of the administrators" }),
    )
    expect(Name.safeParse(odd.name).success).toBe(true)
  })
})

describe("what a service says", () => {
  test("is read for what we need, and an address is confirmed by true alone", () => {
    const profile = {
      sub: "7",
      email: "a@b.org",
      email_verified: true,
      preferred_username: "ann@corp.example",
    }
    expect(accountFrom("oidc", profile)).toEqual({
      provider: "oidc",
      id: "7",
      name: "ann",
      email: "a@b.org",
      emailVerified: true,
    })
    const said = (email_verified: unknown) =>
      accountFrom("oidc", { ...profile, email_verified } as typeof profile)
    for (const unsure of ["true", 1, {}, null, undefined, false])
      expect(said(unsure).emailVerified).toBe(false)
  })

  test("is GitHub's confirmed primary address, whichever the profile shows", () => {
    const profile = { id: "1", login: "ann", email: "shown@example.org" }
    const at = (email: string, primary: boolean, verified: boolean) => ({ email, primary, verified })
    const account = (emails: unknown) => accountFrom("github", withConfirmedEmail(profile, emails))
    expect(account([at("x@y.org", false, true), at("p@y.org", true, true)])).toMatchObject({
      id: "1",
      name: "ann",
      email: "p@y.org",
      emailVerified: true,
    })
    for (const emails of [
      [],
      null,
      { message: "no" },
      [at("p@y.org", true, false)],
      [at("x@y.org", false, true)],
    ])
      expect(account(emails)).toMatchObject({ email: undefined, emailVerified: false })
  })
})
