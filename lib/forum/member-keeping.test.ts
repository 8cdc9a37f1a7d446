import { describe, expect, test } from "vitest"
import { register } from "#lib/auth/registration.ts"
import { actorOf, sessionToken } from "#lib/auth/session.ts"
import { eventsByActor } from "#lib/db/patterns/cases.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { aClient, aRegistration } from "#lib/testing/accounts.ts"
import { freshInbox } from "#lib/testing/inbox.ts"
import { someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { GUEST } from "./actor.ts"
import { findMembers, sendConfirmation, signOutMember } from "./member-keeping.ts"
import { setRole } from "./roles.ts"

freshTable()
const { mailsTo } = freshInbox()

describe("a member", () => {
  test("is found by the beginning of their name or by their whole address, by administrators alone", async () => {
    const admin = await staff("admin")
    const [one, two] = [await someone("Marina"), await someone("Marinus")]
    await settle()
    const found = async (typed: string) => (await findMembers(admin, typed)).map(({ id }) => id)
    expect(await found("mari")).toEqual([one.id, two.id])
    expect(await found("Marinus")).toEqual([two.id])
    expect(await found("marina@example.org")).toEqual([one.id])
    expect(await found("marina@example")).toEqual([])
    // Of who is beside one, the address is not found either.
    const other = await someone("Marilyn", { role: "admin" })
    expect(await found("marilyn@example.org")).toEqual([])
    expect(await found("Marilyn")).toContain(other.id)
    expect(await found(" ")).toEqual([])
    for (const actor of [GUEST, one, await staff("moderator")])
      await expect(findMembers(actor, "mari")).rejects.toThrow()
  })

  test("who has not confirmed their address is found, and gets the link again", async () => {
    const admin = await staff("admin")
    const who = aRegistration()
    await register(who, aClient())
    const [found] = await findMembers(admin, who.name)
    expect(found?.verifiedAt).toBeUndefined()
    const before = (await mailsTo(who.email)).length
    await sendConfirmation(admin, { member: found!.id })
    expect(await mailsTo(who.email)).toHaveLength(before + 1)
    const other = await someone()
    await expect(sendConfirmation(admin, { member: other.id })).rejects.toMatchObject({
      code: "confirmed-already",
    })
  })

  test("is signed out everywhere by who is above them", async () => {
    const [admin, other, member] = [await staff("admin"), await staff("admin"), await someone()]
    const session = await sessionToken({ id: member.id, sessionEpoch: 1 })
    await expect(signOutMember(admin, { member: other.id })).rejects.toMatchObject({ code: "not-allowed" })
    await expect(signOutMember(await staff(), { member: member.id })).rejects.toMatchObject({
      code: "not-allowed",
    })
    await signOutMember(admin, { member: member.id })
    expect(await actorOf(session)).toEqual(GUEST)
    expect((await eventsByActor(admin.id)).items).toMatchObject([{ act: "member-signed-out" }])
  })
})

test("two owners who take the role from each other at once leave one", async () => {
  const [one, two] = [await staff("owner"), await staff("owner")]
  const done = await Promise.allSettled([
    setRole(one, { member: two.id, role: "member" }),
    setRole(two, { member: one.id, role: "member" }),
  ])
  expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
  const roles = [(await getUser(one.id))!.role, (await getUser(two.id))!.role]
  expect(roles.sort()).toEqual(["member", "owner"])
})
