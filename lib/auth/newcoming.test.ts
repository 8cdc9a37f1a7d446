import { beforeAll, describe, expect, test } from "vitest"
import type { User } from "#lib/db/items/users.ts"
import { getUser, passwordHashOf, userByEmail } from "#lib/db/patterns/users.ts"
import { caseIdOf, currentCase, pastOf } from "#lib/forum/cases.ts"
import { decide } from "#lib/forum/deciding.ts"
import { reportable } from "#lib/forum/reporting.ts"
import { makeOwner } from "#lib/forum/roles.ts"
import { changeSettings } from "#lib/forum/settings.ts"
import { aClient, aRegistration } from "#lib/testing/accounts.ts"
import { decision, toldTo, types } from "#lib/testing/cases.ts"
import { freshInbox } from "#lib/testing/inbox.ts"
import { mailGoesOut } from "#lib/testing/mail.ts"
import { someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { memberOfAccount } from "./accounts.ts"
import { confirmEmail, register } from "./registration.ts"
import { requestReset } from "./resetting.ts"
import { actorOf, sessionToken } from "./session.ts"
import { signInWithPassword } from "./signing-in.ts"

freshTable()
const inbox = freshInbox()

beforeAll(() => changeSettings({ kind: "operator" }, { values: { registration: "approval" } }))

async function anApplicant() {
  const input = aRegistration()
  await register(input, aClient())
  const user = await confirmEmail(await inbox.lastSecret(input.email), aClient())
  return { input, user, id: caseIdOf({ kind: "member", id: user.id }) }
}

const lastMail = async (address: string): Promise<string> => (await inbox.mailsTo(address)).at(-1) ?? ""
const waiting = { kind: "forbidden", code: "awaits-approval" }

describe("who registers where staff let people in", () => {
  test("waits once the address is confirmed: signs in nowhere, and is no member to anybody", async () => {
    const { input, user, id } = await anApplicant()
    expect(user.appliedAt).toBeDefined()
    await expect(signInWithPassword(input, aClient())).rejects.toMatchObject(waiting)
    expect((await actorOf(await sessionToken(user))).kind).toBe("guest")
    await expect(reportable(await someone(), { kind: "member", id: user.id })).rejects.toMatchObject({
      kind: "not-found",
    })
    // Nothing of it runs out, and nobody else can have the name or the address.
    expect((await getUser(user.id))?.expiresAt).toBeUndefined()
    await expect(register(aRegistration({ name: input.name }), aClient())).rejects.toMatchObject({
      code: "name-taken",
    })
    await settle()
    expect(await currentCase(id)).toMatchObject({ state: "open", queue: "newcomer" })
  })

  test("is told that they wait when they register again, or ask for a password, and waits on", async () => {
    const { input, user } = await anApplicant()
    await register({ ...input, password: "another horse" }, aClient())
    expect(await lastMail(input.email)).toContain("waits for approval")
    await requestReset({ email: input.email }, aClient())
    expect(await lastMail(input.email)).toContain("waits for approval")
    expect((await userByEmail(input.email))?.appliedAt).toBeDefined()
    const account = { provider: "oidc", id: aClient(), name: "x", email: input.email, emailVerified: true }
    await expect(memberOfAccount(account)).rejects.toMatchObject(waiting)
    expect(await passwordHashOf(user.id)).toBeDefined()
  })

  test("is let in with a mail, and signs in", async () => {
    const { input, user, id } = await anApplicant()
    const mod = await staff()
    await decide(mod, await decision(id, "approve", "Welcome aboard"))
    expect((await signInWithPassword(input, aClient())).id).toBe(user.id)
    await settle()
    await mailGoesOut()
    expect((await inbox.mailsTo(input.email)).join("\n")).toContain("Welcome aboard")
    expect(types(await pastOf(id))).toEqual(["applied", "approved"])
    const member = (await getUser(user.id)) as User
    expect(member.appliedAt).toBeUndefined()
    expect(await toldTo({ ...mod, id: user.id })).toEqual([])
    await expect(decide(mod, await decision(id, "reopen"))).rejects.toMatchObject({ code: "case-not-so" })
  })

  test("is told why when they are not let in, and may register anew", async () => {
    const { input, user, id } = await anApplicant()
    await decide(await staff(), await decision(id, "reject", "This is for sailors"))
    await expect(signInWithPassword(input, aClient())).rejects.toMatchObject({ code: "email-unverified" })
    await mailGoesOut()
    expect((await inbox.mailsTo(input.email)).join("\n")).toContain("This is for sailors")
    expect((await getUser(user.id))?.expiresAt).toBeGreaterThan(Date.now() / 1000)
    await register(input, aClient())
    // By the names of its files the one before went out later: its test told the outbox another time.
    const link = (await inbox.mailsTo(input.email)).findLast((mail) => mail.includes("token="))
    await confirmEmail(/token=([\w-]+)/.exec(link ?? "")![1]!, aClient())
    expect(await currentCase(id)).toMatchObject({ state: "open", queue: "newcomer", version: 3 })
  })

  test("comes by another service and waits as well; turned away, they may come again", async () => {
    const { name, email } = aRegistration()
    const account = { provider: "oidc", id: aClient(), name, email, emailVerified: true }
    await expect(memberOfAccount(account)).rejects.toMatchObject(waiting)
    await expect(memberOfAccount(account)).rejects.toMatchObject(waiting)
    const user = (await userByEmail(email))!
    const id = caseIdOf({ kind: "member", id: user.id })
    const mod = await staff()
    await decide(mod, await decision(id, "reject", "No"))
    await expect(memberOfAccount(account)).rejects.toMatchObject(waiting)
    await decide(mod, await decision(id, "approve"))
    expect((await memberOfAccount(account)).id).toBe(user.id)
  })

  test("and becomes a member in another way waits no more: the case can be closed", async () => {
    const { user, id } = await anApplicant()
    await makeOwner(user.name)
    const mod = await staff("owner")
    await expect(decide(mod, await decision(id, "approve"))).rejects.toMatchObject({ code: "case-not-so" })
    await decide(mod, await decision(id, "settle"))
    expect((await currentCase(id))?.state).toBe("closed")
  })

  test("of two moderators one decides", async () => {
    const { id } = await anApplicant()
    const choices = [await decision(id, "approve"), await decision(id, "reject", "No")]
    const mods = [await staff(), await staff()]
    const done = await Promise.allSettled(choices.map((choice, i) => decide(mods[i]!, choice)))
    expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  })
})

test("where everybody can, nobody waits", async () => {
  await changeSettings({ kind: "operator" }, { values: { registration: null } })
  const { input, user } = await anApplicant()
  expect(user.appliedAt).toBeUndefined()
  expect((await signInWithPassword(input, aClient())).id).toBe(user.id)
})
