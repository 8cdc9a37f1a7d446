import { describe, expect, test } from "vitest"
import { type Account, memberOfAccount } from "#lib/auth/accounts.ts"
import { requestReset } from "#lib/auth/resetting.ts"
import { setClock } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import type { User } from "#lib/db/items/users.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { changeMember } from "#lib/db/writes/members.ts"
import { aClient, aRegistration, aSignUp } from "#lib/testing/accounts.ts"
import { freshInbox } from "#lib/testing/inbox.ts"
import { someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { type Member, memberFrom } from "./actor.ts"
import { askToLeave, LeaveInput, leaveForum } from "./leaving.ts"

freshTable()
const inbox = freshInbox()

const leave = (actor: Member, proof: { password?: string; token?: string } = {}) =>
  leaveForum(actor, LeaveInput.parse({ writings: "keep", ...proof }))

/** Somebody who came by another service, and so has no password. */
async function aVisitor(
  changes: Partial<Account> = {},
): Promise<{ user: User; actor: Member; email: string }> {
  const { name, email } = aRegistration()
  const account = { provider: "oidc", id: aClient(), name, email, emailVerified: true, ...changes }
  const user = await memberOfAccount(account)
  return { user, actor: memberFrom(user), email }
}

const isThere = async ({ id }: Pick<User, "id">): Promise<boolean> => !(await getUser(id))?.leftAt
const used = { kind: "invalid", code: "token-used" }

describe("who leaves", () => {
  test("proves by their password that it is them, and by no link", async () => {
    const { user, email, password } = await aSignUp(inbox)
    const actor = memberFrom(user)
    const before = (await inbox.mailsTo(email)).length
    await askToLeave(actor)
    expect(await inbox.mailsTo(email)).toHaveLength(before)
    for (const proof of [{}, { password: "another one" }, { token: "x".repeat(43) }])
      await expect(leave(actor, proof)).rejects.toMatchObject({ code: "wrong-password" })
    expect(await isThere(user)).toBe(true)
    await leave(actor, { password })
    expect(await isThere(user)).toBe(false)
    await expect(leave(actor, { password })).rejects.toMatchObject({ kind: "unauthenticated" })
  })

  test("and has no password, proves it by a link in a mail, once", async () => {
    const { user, actor, email } = await aVisitor()
    for (const proof of [{}, { password: user.name }, { token: user.name }])
      await expect(leave(actor, proof)).rejects.toMatchObject(used)
    await askToLeave(actor)
    const token = await inbox.lastSecret(email)
    expect((await inbox.mailsTo(email)).at(-1)).toContain("/settings/account/leave?token=")
    expect(await isThere(user)).toBe(true)
    await leave(actor, { token })
    expect(await isThere(user)).toBe(false)
    await expect(leave(actor, { token })).rejects.toMatchObject({ kind: "unauthenticated" })
  })

  test("cannot do so by a link for something else, of somebody else, or after an hour", async () => {
    const [ann, bob] = [await aVisitor(), await aVisitor()]
    await requestReset({ email: ann.email }, aClient())
    await expect(leave(ann.actor, { token: await inbox.lastSecret(ann.email) })).rejects.toMatchObject(used)
    await askToLeave(bob.actor)
    const bobs = await inbox.lastSecret(bob.email)
    await expect(leave(ann.actor, { token: bobs })).rejects.toMatchObject(used)
    setClock(() => Date.now() + 61 * 60_000)
    await expect(leave(bob.actor, { token: bobs })).rejects.toMatchObject(used)
    setClock()
    expect([await isThere(ann.user), await isThere(bob.user)]).toEqual([true, true])
  })

  test("cannot do so by a link that went to another address, or before all sessions were ended", async () => {
    const { user, actor, email } = await aVisitor()
    await askToLeave(actor)
    const token = await inbox.lastSecret(email)
    await commit([changeMember(user, {}, () => new Error("moved"))])
    await expect(leave(actor, { token })).rejects.toMatchObject(used)
    expect(await isThere(user)).toBe(true)
  })

  test("at once in two windows, leaves once", async () => {
    const { user, actor, email } = await aVisitor()
    await askToLeave(actor)
    const token = await inbox.lastSecret(email)
    const both = await Promise.allSettled([leave(actor, { token }), leave(actor, { token })])
    expect(both.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    expect(await isThere(user)).toBe(false)
  })

  test("cannot be the owner, and can be suspended", async () => {
    const owner = await someone(undefined, { role: "owner" })
    for (const attempt of [() => leave(owner), () => askToLeave(owner)])
      await expect(attempt()).rejects.toMatchObject({ code: "owner-stays" })
    const { user, email } = await aVisitor()
    const suspended = memberFrom({ ...user, suspendedUntil: "2999-01-01T00:00:00.000Z" })
    await askToLeave(suspended)
    await leave(suspended, { token: await inbox.lastSecret(email) })
    expect(await isThere(user)).toBe(false)
  })
})
