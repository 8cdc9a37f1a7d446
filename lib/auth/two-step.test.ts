import { afterEach, describe, expect, test } from "vitest"
import { setClock } from "#lib/base/clock.ts"
import { eventsByActor } from "#lib/db/patterns/cases.ts"
import { twoStepOf } from "#lib/db/patterns/two-step.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { GUEST, memberFrom } from "#lib/forum/actor.ts"
import { takeTwoStepOff } from "#lib/forum/member-keeping.ts"
import { changeSettings } from "#lib/forum/settings.ts"
import { aClient, aSignUp } from "#lib/testing/accounts.ts"
import { codeOf } from "#lib/testing/codes.ts"
import { freshInbox } from "#lib/testing/inbox.ts"
import { staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { at, careful } from "#lib/testing/two-step.ts"
import { resetPassword } from "./resetting.ts"
import { signInWithCode, ticketFor } from "./second-step.ts"
import { actorOf, sessionToken } from "./session.ts"
import { issueToken } from "./tokens.ts"
import {
  beginTwoStep,
  confirmTwoStep,
  recoveryCodesLeft,
  renewRecoveryCodes,
  secretToConfirm,
  switchTwoStepOff,
} from "./two-step.ts"

freshTable()
const inbox = freshInbox()
afterEach(() => setClock())

const wrong = { kind: "invalid", code: "code-wrong" }
const over = { kind: "invalid", code: "second-step-over" }

describe("two-step sign-in is set up", () => {
  test("by the password and a first code; older sessions end, and a mail says so", async () => {
    at(0)
    const { user, email, password } = await aSignUp(inbox)
    const [actor, session] = [memberFrom(user), await sessionToken(user)]
    expect(await ticketFor(user)).toBeUndefined()
    await expect(beginTwoStep(actor, { current: "wrong horse" })).rejects.toMatchObject({
      code: "wrong-password",
      details: { field: "current" },
    })
    await expect(confirmTwoStep(actor, { code: "123456" })).rejects.toMatchObject({ code: "set-up-over" })
    await beginTwoStep(actor, { current: password })
    const key = (await secretToConfirm(actor))!
    expect(JSON.stringify(await twoStepOf(user.id))).not.toContain(key)
    await expect(confirmTwoStep(actor, { code: codeOf(key, 5) })).rejects.toMatchObject({
      code: "app-code-wrong",
      details: { field: "code" },
    })
    expect((await getUser(user.id))?.twoStepAt).toBeUndefined()
    expect(await actorOf(session)).toMatchObject({ id: user.id })
    const codes = await confirmTwoStep(actor, { code: codeOf(key) })
    expect(codes).toHaveLength(10)
    expect((await getUser(user.id))?.twoStepAt).toBeDefined()
    expect(await actorOf(session)).toEqual(GUEST)
    expect((await inbox.mailsTo(email)).at(-1)).toContain("is switched on")
    expect(await secretToConfirm(actor)).toBeUndefined()
    await expect(beginTwoStep(actor, { current: password })).rejects.toMatchObject({ code: "two-step-on" })
  })

  test("within a quarter of an hour, or from the beginning", async () => {
    at(0)
    const { user, password } = await aSignUp(inbox)
    const actor = memberFrom(user)
    await beginTwoStep(actor, { current: password })
    const key = (await secretToConfirm(actor))!
    at(31)
    await expect(confirmTwoStep(actor, { code: codeOf(key) })).rejects.toMatchObject({ code: "set-up-over" })
    expect(await secretToConfirm(actor)).toBeUndefined()
  })

  test("by members alone", async () => {
    await expect(beginTwoStep(GUEST, { current: "x" })).rejects.toMatchObject({ kind: "unauthenticated" })
    await expect(confirmTwoStep(GUEST, { code: "1" })).rejects.toMatchObject({ kind: "unauthenticated" })
    await expect(switchTwoStepOff(GUEST, { code: "1" })).rejects.toMatchObject({ kind: "unauthenticated" })
  })
})

describe("the second step", () => {
  test("takes the app's code with the ticket of the first, both once", async () => {
    const { id, key, ticket } = await careful(inbox)
    const [first, second] = [await ticket(), await ticket()]
    // The code that switched it on was used by that.
    await expect(signInWithCode({ ticket: first, code: codeOf(key) }, aClient())).rejects.toMatchObject(wrong)
    at(2)
    const code = codeOf(key)
    expect((await signInWithCode({ ticket: first, code }, aClient())).id).toBe(id)
    await expect(signInWithCode({ ticket: first, code: codeOf(key, 1) }, aClient())).rejects.toMatchObject(
      over,
    )
    await expect(signInWithCode({ ticket: second, code }, aClient())).rejects.toMatchObject(wrong)
    // A code of before is taken no more, either.
    await expect(signInWithCode({ ticket: second, code: codeOf(key, -1) }, aClient())).rejects.toMatchObject(
      wrong,
    )
    expect((await signInWithCode({ ticket: second, code: codeOf(key, 1) }, aClient())).id).toBe(id)
  })

  test("of the same code sent twice at once, lets one in", async () => {
    const { key, ticket } = await careful(inbox)
    at(2)
    const tickets = [await ticket(), await ticket(), await ticket()]
    const answers = await Promise.allSettled(
      tickets.map((one) => signInWithCode({ ticket: one, code: codeOf(key) }, aClient())),
    )
    expect(answers.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
  })

  test("takes each recovery code once, and says by mail how many are left", async () => {
    const { id, email, codes, ticket, actor } = await careful(inbox)
    const code = codes[3]!.toUpperCase()
    expect((await signInWithCode({ ticket: await ticket(), code }, aClient())).id).toBe(id)
    expect(await recoveryCodesLeft(actor)).toBe(9)
    expect((await inbox.mailsTo(email)).at(-1)).toContain("9 are left")
    await expect(signInWithCode({ ticket: await ticket(), code }, aClient())).rejects.toMatchObject(wrong)
    const other = await careful(inbox)
    const theirs = { ticket: await other.ticket(), code: codes[4]! }
    await expect(signInWithCode(theirs, aClient())).rejects.toMatchObject(wrong)
  })

  test("takes a ticket for nothing else, nothing else for a ticket, and none after its time or a reset", async () => {
    const { key, ticket, now, id } = await careful(inbox)
    at(2)
    for (const purpose of ["magic-link", "reset", "verify"] as const) {
      const other = await issueToken(purpose, await now())
      await expect(signInWithCode({ ticket: other, code: codeOf(key) }, aClient())).rejects.toMatchObject(
        over,
      )
    }
    const [old, stale] = [await ticket(), await ticket()]
    await expect(resetPassword({ token: old, password: "new horse" }, aClient())).rejects.toThrow()
    await resetPassword({ token: await issueToken("reset", await now()), password: "new horse" }, aClient())
    await expect(signInWithCode({ ticket: stale, code: codeOf(key) }, aClient())).rejects.toMatchObject(over)
    // A new password switches nothing off.
    expect((await getUser(id))?.twoStepAt).toBeDefined()
    const fresh = await ticket()
    at(2 + 21)
    await expect(signInWithCode({ ticket: fresh, code: codeOf(key) }, aClient())).rejects.toMatchObject(over)
  })

  test("is limited by member from everywhere, and by client", async () => {
    const { key, ticket } = await careful(inbox)
    const one = await ticket()
    // One was spent by the set-up.
    for (let n = 0; n < 9; n++)
      await expect(signInWithCode({ ticket: one, code: "000000" }, aClient())).rejects.toThrow()
    at(2)
    await expect(signInWithCode({ ticket: one, code: codeOf(key) }, aClient())).rejects.toMatchObject({
      kind: "limited",
    })
    const client = aClient()
    for (let n = 0; n < 30; n++) await signInWithCode({ ticket: "x", code: "000000" }, client).catch(() => {})
    const other = await careful(inbox)
    at(2)
    await expect(
      signInWithCode({ ticket: await other.ticket(), code: codeOf(other.key) }, client),
    ).rejects.toMatchObject({ kind: "limited" })
  })
})

describe("two-step sign-in", () => {
  test("is switched off by a code, not without one, and a mail says so", async () => {
    const { actor, key, email, now } = await careful(inbox)
    await expect(switchTwoStepOff(actor, { code: "000000" })).rejects.toMatchObject(wrong)
    at(2)
    await switchTwoStepOff(actor, { code: codeOf(key) })
    expect((await now()).twoStepAt).toBeUndefined()
    expect(await twoStepOf((await now()).id)).toBeUndefined()
    expect(await ticketFor(await now())).toBeUndefined()
    expect((await inbox.mailsTo(email)).at(-1)).toContain("is switched off")
    await expect(switchTwoStepOff(actor, { code: codeOf(key) })).rejects.toMatchObject({
      code: "two-step-off",
    })
  })

  test("is switched off by a recovery code, too", async () => {
    const { actor, codes, now } = await careful(inbox)
    await switchTwoStepOff(actor, { code: codes[0]! })
    expect((await now()).twoStepAt).toBeUndefined()
  })

  test("gets new recovery codes by a code of the app; the old ones are worth nothing", async () => {
    const { actor, key, codes, email, ticket, id } = await careful(inbox)
    await expect(renewRecoveryCodes(actor, { code: codes[0]! })).rejects.toMatchObject({
      code: "app-code-wrong",
    })
    at(2)
    const renewed = await renewRecoveryCodes(actor, { code: codeOf(key) })
    expect(await recoveryCodesLeft(actor)).toBe(10)
    expect((await inbox.mailsTo(email)).at(-1)).toContain("New recovery codes")
    await expect(
      signInWithCode({ ticket: await ticket(), code: codes[1]! }, aClient()),
    ).rejects.toMatchObject(wrong)
    expect((await signInWithCode({ ticket: await ticket(), code: renewed[1]! }, aClient())).id).toBe(id)
  })

  test("is taken off by who is above its member, with an event and a mail", async () => {
    const { id, email, actor, now } = await careful(inbox)
    const [admin, other, moderator] = [await staff("admin"), await staff("admin"), await staff()]
    for (const who of [GUEST, actor, moderator])
      await expect(takeTwoStepOff(who, { member: id })).rejects.toThrow()
    await expect(takeTwoStepOff(admin, { member: other.id })).rejects.toMatchObject({ code: "not-allowed" })
    const session = await sessionToken(await now())
    await takeTwoStepOff(admin, { member: id })
    expect(await actorOf(session)).toEqual(GUEST)
    expect((await now()).twoStepAt).toBeUndefined()
    expect((await eventsByActor(admin.id)).items).toMatchObject([{ act: "member-two-step-off" }])
    expect((await inbox.mailsTo(email)).at(-1)).toContain("was taken off")
    await expect(takeTwoStepOff(admin, { member: id })).rejects.toMatchObject({ code: "two-step-off" })
    const owner = await careful(inbox)
    await takeTwoStepOff({ kind: "operator" }, { member: owner.id })
    expect((await owner.now()).twoStepAt).toBeUndefined()
  })
})

test("where staff need it, who has it not is a member like others until they have", async () => {
  const { now } = await careful(inbox)
  const user = { ...(await now()), role: "moderator" as const }
  const { twoStepAt: _, ...without } = user
  const { values } = await changeSettings({ kind: "operator" }, { values: { "staff-two-step": true } })
  expect(memberFrom(user, values)).toMatchObject({ role: "moderator" })
  expect(memberFrom(user, values).awaitsTwoStep).toBeUndefined()
  expect(memberFrom(without, values)).toMatchObject({ role: "member", awaitsTwoStep: "moderator" })
  expect(memberFrom({ ...without, role: "member" }, values).awaitsTwoStep).toBeUndefined()
  // Who moderates single categories moderates none of them until then.
  const ofOne = { ...without, role: "member" as const, wards: ["harbour"] }
  expect(memberFrom(ofOne, values)).toMatchObject({ role: "member", awaitsTwoStep: "moderator" })
  expect(memberFrom(ofOne, values).wards).toBeUndefined()
  expect(memberFrom({ ...ofOne, twoStepAt: "2026-01-01" }, values).wards).toEqual(["harbour"])
  const keeper = await staff("owner")
  expect(await actorOf(await sessionToken({ id: keeper.id, sessionEpoch: 1 }))).toMatchObject({
    role: "member",
    awaitsTwoStep: "owner",
  })
  await changeSettings({ kind: "operator" }, { values: { "staff-two-step": false } })
  expect(await actorOf(await sessionToken({ id: keeper.id, sessionEpoch: 1 }))).toMatchObject({
    role: "owner",
  })
})
