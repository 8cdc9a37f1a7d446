import { afterEach, describe, expect, test } from "vitest"
import { DAY, setClock } from "#lib/base/clock.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { signOutMember } from "#lib/forum/member-keeping.ts"
import { someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { actorOf, sessionToken } from "./session.ts"
import { endOwnSession, leaveSession, newSessionToken, ownSessions, renewedToken } from "./sessions.ts"
import { signOutEverywhere } from "./signing-in.ts"

freshTable()
afterEach(() => setClock())

const FIREFOX = "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0"
const IPHONE =
  "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1"

/** Somebody with a session at their desk and one on their telephone. */
async function atTwoPlaces() {
  const actor = await someone()
  const user = (await getUser(actor.id))!
  const desk = await newSessionToken(user, FIREFOX)
  const phone = await newSessionToken(user, IPHONE)
  return { actor, user, desk, phone }
}

describe("sessions", () => {
  test("are listed with the kind of browser and the days, this one first", async () => {
    const { actor, desk, phone } = await atTwoPlaces()
    const today = new Date().toISOString().slice(0, 10)
    const [linux, ios] = [
      { browser: "firefox", system: "linux", seenOn: today },
      { browser: "safari", system: "ios", seenOn: today },
    ]
    expect(await ownSessions(actor, desk)).toMatchObject([
      { ...linux, isThis: true },
      { ...ios, isThis: false },
    ])
    expect((await ownSessions(actor, phone)).map(({ isThis }) => isThis)).toEqual([true, false])
    expect(await ownSessions(await someone(), desk)).toEqual([])
    await expect(ownSessions(GUEST, desk)).rejects.toMatchObject({ kind: "unauthenticated" })
  })

  test("end one by one, by their member alone: the cookie is nobody's then, nor is it renewed", async () => {
    const { actor, desk, phone } = await atTwoPlaces()
    const other = (await ownSessions(actor, desk))[1]!
    const stranger = await someone()
    await expect(endOwnSession(stranger, { session: other.id })).rejects.toMatchObject({
      code: "session-missing",
    })
    expect(await actorOf(phone)).toMatchObject({ id: actor.id })
    await endOwnSession(actor, { session: other.id })
    expect(await actorOf(phone)).toEqual(GUEST)
    expect(await actorOf(desk)).toMatchObject({ id: actor.id })
    expect(await ownSessions(actor, desk)).toHaveLength(1)
    setClock(() => Date.now() + 2 * DAY)
    expect(await renewedToken(phone, IPHONE)).toBeUndefined()
    await expect(endOwnSession(actor, { session: other.id })).rejects.toMatchObject({ kind: "not-found" })
  })

  test("end all at once, by their member or by administrators; those of later are a new list", async () => {
    const { actor, desk, phone } = await atTwoPlaces()
    await signOutEverywhere(actor)
    for (const token of [desk, phone]) expect(await actorOf(token)).toEqual(GUEST)
    expect(await ownSessions(actor, desk)).toEqual([])
    const again = await newSessionToken((await getUser(actor.id))!, FIREFOX)
    expect(await ownSessions(actor, again)).toMatchObject([{ isThis: true }])
    await signOutMember(await staff("admin"), { member: actor.id })
    expect(await actorOf(again)).toEqual(GUEST)
  })

  test("can be ended one by one so often, and then all others together", async () => {
    const { actor, user } = await atTwoPlaces()
    const end = async () => {
      const token = await newSessionToken(user, FIREFOX)
      const [newest] = await ownSessions(actor, token)
      await endOwnSession(actor, { session: newest!.id })
    }
    for (let n = 0; n < 30; n++) await end()
    await expect(end()).rejects.toMatchObject({ code: "sessions-end-all" })
    expect((await getUser(actor.id))?.endedSessions).toHaveLength(30)
    await signOutEverywhere(actor)
    expect((await getUser(actor.id))?.endedSessions).toBeUndefined()
  })

  test("end with who signs out, copies of the cookie as well; also when as many have ended as can be named", async () => {
    const { actor, user, desk, phone } = await atTwoPlaces()
    await leaveSession(phone)
    expect(await ownSessions(actor, desk)).toHaveLength(1)
    expect(await actorOf(phone)).toEqual(GUEST)
    for (let n = 0; n < 30; n++) await leaveSession(await newSessionToken(user, FIREFOX))
    expect(await ownSessions(actor, desk)).toHaveLength(1)
    expect((await actorOf(desk)).kind).toBe("member")
    await leaveSession("x")
    await leaveSession(undefined)
  })

  test("are renewed when they are good and a day old, and then say when they were used", async () => {
    const { actor, user, desk } = await atTwoPlaces()
    const stale = await sessionToken({ id: actor.id, sessionEpoch: 0 })
    const old = await sessionToken(user)
    expect(await renewedToken(desk, FIREFOX)).toBeUndefined()
    const began = (await ownSessions(actor, desk))[0]!
    setClock(() => Date.now() + 4 * DAY)
    const renewed = await renewedToken(desk, FIREFOX)
    expect(await actorOf(renewed)).toMatchObject({ id: actor.id })
    const [now] = await ownSessions(actor, renewed)
    expect(now).toMatchObject({ id: began.id, createdAt: began.createdAt, isThis: true })
    expect(now!.seenOn > began.seenOn).toBe(true)
    for (const other of [undefined, "x", stale]) expect(await renewedToken(other, FIREFOX)).toBeUndefined()
    // One of before there was a list comes into it.
    const listed = await renewedToken(old, IPHONE)
    expect((await ownSessions(actor, listed))[0]).toMatchObject({ system: "ios", isThis: true })
  })

  test("that nobody uses are gone with their cookie", async () => {
    const { actor, desk } = await atTwoPlaces()
    setClock(() => Date.now() + 61 * DAY)
    expect(await actorOf(desk)).toEqual(GUEST)
    expect(await ownSessions(actor, desk)).toEqual([])
  })
})
