import { afterEach, beforeAll, describe, expect, test } from "vitest"
import { DAY, setClock } from "#lib/base/clock.ts"
import { eventsByActor } from "#lib/db/patterns/cases.ts"
import {
  findInvitation,
  invitedBy,
  openInvitations,
  openInvitationsOf,
} from "#lib/db/patterns/invitations.ts"
import { getUser, userByEmail } from "#lib/db/patterns/users.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { InvitationInput, invite, MOST_OPEN, mayInvite, withdraw } from "#lib/forum/invitations.ts"
import { changeSettings } from "#lib/forum/settings.ts"
import { aClient, aRegistration } from "#lib/testing/accounts.ts"
import { freshInbox } from "#lib/testing/inbox.ts"
import { someone, staff, suspended } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { memberOfAccount } from "./accounts.ts"
import { confirmEmail, register } from "./registration.ts"

freshTable()
const inbox = freshInbox()
const set = (values: Parameters<typeof changeSettings>[1]["values"]) =>
  changeSettings({ kind: "operator" }, { values })
beforeAll(() => set({ registration: "invitation" }))
afterEach(() => setClock())

const one = { people: 1, days: 7, note: "" }

/** Registers by a link. @returns what confirms the address */
async function aGuest(invitation?: string) {
  const input = aRegistration({ invitation })
  await register(input, aClient())
  const secret = await inbox.lastSecret(input.email)
  return { ...input, confirm: () => confirmEmail(secret, aClient()) }
}

describe("where people come in by invitation alone", () => {
  test("nobody registers without one, by whatever way", async () => {
    await expect(register(aRegistration(), aClient())).rejects.toMatchObject({ code: "invitation-needed" })
    for (const invitation of ["", "x", "a".repeat(43), "../../etc"])
      await expect(register(aRegistration({ invitation }), aClient())).rejects.toMatchObject({
        kind: "forbidden",
      })
    const email = `${aClient()}@example.org`
    const account = { provider: "oidc", id: aClient(), name: "Nobody", email, emailVerified: true }
    await expect(memberOfAccount(account)).rejects.toMatchObject({ code: "invitation-needed" })
    expect(await userByEmail(email)).toBeUndefined()
  })

  test("whoever has one comes in, and who invited them is kept", async () => {
    const admin = await staff("admin")
    const { secret, invitation } = await invite(admin, { ...one, people: 2, note: "For Ada" })
    // Nobody who reads the table can use it.
    expect(JSON.stringify(await findInvitation(invitation.hash))).not.toContain(secret)
    const user = await (await aGuest(secret)).confirm()
    expect(await getUser(user.id)).toMatchObject({ invitedBy: admin.id, verifiedAt: expect.any(String) })
    expect(await getUser(user.id)).not.toHaveProperty("invitation")
    expect(await invitedBy(admin.id)).toMatchObject([{ user: user.id }])
    expect(await findInvitation(invitation.hash)).toMatchObject({ left: 1, of: 2 })
    expect((await eventsByActor(admin.id)).items).toMatchObject([
      { act: "invitation-made", subject: { kind: "forum", title: "An invitation" } },
    ])
  })

  test("of two who confirm at once by the last use, one comes in; the other is told, and comes by another", async () => {
    const admin = await staff("admin")
    const { secret, invitation } = await invite(admin, one)
    const guests = [await aGuest(secret), await aGuest(secret)]
    const done = await Promise.allSettled(guests.map(({ confirm }) => confirm()))
    expect(done.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"])
    const lost = done.findIndex(({ status }) => status === "rejected")
    expect(done[lost]).toMatchObject({ reason: { code: "invitation-used" } })
    expect(await findInvitation(invitation.hash)).toMatchObject({ left: 0 })
    expect(await invitedBy(admin.id)).toHaveLength(1)
    await expect(aGuest(secret)).rejects.toMatchObject({ code: "invitation-used" })
    const late = guests[lost]!
    const other = await invite(admin, one)
    await register({ ...late, invitation: other.secret }, aClient())
    await confirmEmail(await inbox.lastSecret(late.email), aClient())
    expect((await userByEmail(late.email))?.invitedBy).toBe(admin.id)
  })

  test("one that has ended, was withdrawn, or is of somebody who was sent away, is none", async () => {
    const admin = await staff("admin")
    const ended = await invite(admin, one)
    const before = await aGuest(ended.secret)
    setClock(() => Date.now() + 8 * DAY - 1)
    await expect(aGuest(ended.secret)).rejects.toMatchObject({ code: "invitation-used" })
    setClock()
    // Whoever registered in time comes in: a mail may be late.
    expect((await before.confirm()).id).toBeDefined()

    const withdrawn = await invite(admin, one)
    const guest = await aGuest(withdrawn.secret)
    await withdraw(admin, { invitation: withdrawn.invitation.hash })
    await expect(guest.confirm()).rejects.toMatchObject({ code: "invitation-used" })
    await expect(aGuest(withdrawn.secret)).rejects.toMatchObject({ code: "invitation-used" })
    await expect(withdraw(admin, { invitation: withdrawn.invitation.hash })).rejects.toMatchObject({
      code: "invitation-gone",
    })

    const other = await staff("admin")
    const sent = await invite(other, one)
    await suspended(other, "2999-01-01T00:00:00.000Z")
    await expect(aGuest(sent.secret)).rejects.toMatchObject({ code: "invitation-used" })
  })

  test("is not asked of who confirms where it is not the only way in", async () => {
    const admin = await staff("admin")
    const { secret, invitation } = await invite(admin, one)
    const guest = await aGuest(secret)
    await withdraw(admin, { invitation: invitation.hash })
    await set({ registration: "approval" })
    expect((await guest.confirm()).appliedAt).toBeDefined()
    // Whoever brings a good one does not wait.
    const good = await aGuest((await invite(admin, one)).secret)
    const { id, appliedAt } = await good.confirm()
    expect([appliedAt, (await getUser(id))?.invitedBy]).toEqual([undefined, admin.id])
    await set({ registration: "invitation" })
  })
})

describe("who invites", () => {
  test("is whom the setting says, within bounds, and who sees the open ones", async () => {
    const [known, fresh] = [await someone(), await someone(undefined, { postCount: 0 })]
    for (const who of [GUEST, known, await staff()])
      await expect(invite(who, one)).rejects.toMatchObject({
        kind: who === GUEST ? "unauthenticated" : "forbidden",
      })
    await set({ "who-invites": "member" })
    expect([await mayInvite(known), await mayInvite(fresh), await mayInvite(GUEST)]).toEqual([
      true,
      false,
      false,
    ])
    await expect(invite(known, { ...one, people: 6 })).rejects.toMatchObject({ details: { field: "people" } })
    await expect(invite(known, { ...one, days: 31 })).rejects.toMatchObject({ details: { field: "days" } })
    for (let n = 0; n < MOST_OPEN; n++) await invite(known, one)
    await expect(invite(known, one)).rejects.toMatchObject({ code: "invitations-many" })
    const [mine] = await openInvitationsOf(known.id)
    await expect(withdraw(fresh, { invitation: mine!.hash })).rejects.toMatchObject({ code: "not-allowed" })
    await withdraw(known, { invitation: mine!.hash })
    const last = await invite(known, one)
    expect((await openInvitations()).items.map(({ hash }) => hash)).toContain(last.invitation.hash)
    await withdraw(await staff("admin"), { invitation: last.invitation.hash })
    expect((await openInvitations()).items.map(({ hash }) => hash)).not.toContain(last.invitation.hash)
    await set({ "who-invites": "administrators" })
    await expect(invite(known, one)).rejects.toMatchObject({ code: "not-allowed" })
  })

  test("when that is set back, links of members are good no more; those of administrators are", async () => {
    await set({ registration: "invitation", "who-invites": "member" })
    const [theirs, admins] = [await invite(await someone(), one), await invite(await staff("admin"), one)]
    const late = await aGuest(theirs.secret)
    await set({ "who-invites": "administrators" })
    await expect(aGuest(theirs.secret)).rejects.toMatchObject({ kind: "forbidden" })
    await expect(late.confirm()).rejects.toMatchObject({ kind: "forbidden" })
    await (await aGuest(admins.secret)).confirm()
  })

  test("says for how many and how long in whole numbers", () => {
    for (const people of ["", "0", "1.5", "x", "-1"])
      expect(InvitationInput.safeParse({ people, days: "7" }).error?.issues[0]?.message).toBe(
        "Give a whole number of people.",
      )
    expect(InvitationInput.parse({ people: " 3 ", days: "7" })).toEqual({ people: 3, days: 7, note: "" })
  })
})
