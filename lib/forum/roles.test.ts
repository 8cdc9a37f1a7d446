import { describe, expect, test } from "vitest"
import { register } from "#lib/auth/registration.ts"
import { actorOf, sessionToken } from "#lib/auth/session.ts"
import { signInWithPassword } from "#lib/auth/signing-in.ts"
import { HOUR } from "#lib/base/clock.ts"
import { getUser, userByEmail } from "#lib/db/patterns/users.ts"
import { aClient, aRegistration } from "#lib/testing/accounts.ts"
import { freshInbox } from "#lib/testing/inbox.ts"
import { aCategory, aForm, aTopic, someone, staff, suspended } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { can } from "./access.ts"
import { GUEST } from "./actor.ts"
import { ownerLink } from "./owner.ts"
import { reply } from "./posts.ts"
import { makeOwner, setRole } from "./roles.ts"

freshTable()
freshInbox()

const ROLES = ["member", "moderator", "admin", "owner"] as const

describe("a role", () => {
  test("is given by owners, and below admin by admins; by nobody to themselves", async () => {
    for (const role of ROLES) {
      const actor = await staff(role)
      for (const from of ROLES)
        for (const to of ROLES) {
          const isLow = [from, to].every((one) => one === "member" || one === "moderator")
          const may = role === "owner" || (role === "admin" && isLow)
          const scene = { member: { id: "other", role: from }, role: to }
          expect([role, from, to, can(actor, "member.role", scene)]).toEqual([role, from, to, may])
          expect(can(actor, "member.role", { ...scene, member: { id: actor.id, role } })).toBe(false)
          expect(can(GUEST, "member.role", scene)).toBe(false)
        }
    }
  })

  test("holds at once: the sessions made under the former one are over", async () => {
    const moderator = await staff("moderator")
    const session = await sessionToken({ id: moderator.id, sessionEpoch: 1 })
    await setRole(await staff("owner"), { member: moderator.id, role: "member" })
    expect(await actorOf(session)).toEqual(GUEST)
    expect(await getUser(moderator.id)).toMatchObject({ role: "member", sessionEpoch: 2 })
  })

  test("is not changed by whoever may not, nor of nobody", async () => {
    const [ann, ben] = [await someone(), await someone()]
    await expect(setRole(ann, { member: ben.id, role: "owner" })).rejects.toMatchObject({ kind: "forbidden" })
    await expect(setRole(ann, { member: ann.id, role: "owner" })).rejects.toMatchObject({ kind: "forbidden" })
    await expect(setRole(GUEST, { member: ann.id, role: "owner" })).rejects.toMatchObject({
      kind: "unauthenticated",
    })
    await expect(
      setRole({ kind: "operator" }, { member: "01ARZ3NDEKTSV4RRFFQ69G5FAV", role: "owner" }),
    ).rejects.toMatchObject({ kind: "not-found" })
  })
})

describe("a suspension", () => {
  test("refuses writing at once, in the session that is open, and ends at its time", async () => {
    const ann = await someone()
    const session = await sessionToken({ id: ann.id, sessionEpoch: 1 })
    const topic = await aTopic(ann, await aCategory())
    const write = async () =>
      reply(await actorOf(session), { form: aForm(), topic: topic.topic, body: "More." })
    await suspended(ann, new Date(Date.now() + HOUR).toISOString())
    await expect(write()).rejects.toMatchObject({ code: "suspended" })
    await suspended(ann, new Date(Date.now() - HOUR).toISOString())
    await expect(write()).resolves.toMatchObject({ topic: topic.topic })
  })

  test("is given to members by staff, to moderators by admins, to nobody by themselves", async () => {
    const rank = (role: string) => ROLES.indexOf(role as (typeof ROLES)[number])
    for (const role of ROLES) {
      const actor = await staff(role)
      for (const of of ROLES) {
        const may = role === "owner" || (rank(role) > rank(of) && rank(of) < 2)
        expect([role, of, can(actor, "member.suspend", { member: { id: "other", role: of } })]).toEqual([
          role,
          of,
          may,
        ])
      }
      expect(can(actor, "member.suspend", { member: { id: actor.id, role } })).toBe(false)
    }
  })
})

describe("the operator's make-owner", () => {
  test("finds members by name and by address, confirms who has not, and may be run twice", async () => {
    const input = aRegistration()
    await register(input, aClient())
    await makeOwner(input.name.toUpperCase())
    await makeOwner(` ${input.email.toUpperCase()}`)
    expect(await userByEmail(input.email)).toMatchObject({ role: "owner", sessionEpoch: 2 })
    expect(await signInWithPassword(input, aClient())).toMatchObject({ role: "owner" })
    expect(await ownerLink()).toBeUndefined()
  })

  test("says who is not there, and who could never sign in", async () => {
    const imported = await someone(undefined, { email: undefined, verifiedAt: undefined })
    await expect(makeOwner("nobody here")).rejects.toMatchObject({ code: "member-missing" })
    await expect(makeOwner("nobody@example.org")).rejects.toMatchObject({ code: "member-missing" })
    await expect(makeOwner(imported.name)).rejects.toMatchObject({ code: "cannot-sign-in" })
  })
})
