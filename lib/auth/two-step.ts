/** Two-step sign-in as its member sets it up, keeps it and ends it (ADR 0280). Each change is told by mail. */
import { z } from "zod"
import { DAY, nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import type { TwoStep } from "#lib/db/items/two-step.ts"
import type { User } from "#lib/db/items/users.ts"
import { twoStepOf } from "#lib/db/patterns/two-step.ts"
import { getUser, passwordHashOf } from "#lib/db/patterns/users.ts"
import { changeMember } from "#lib/db/writes/members.ts"
import { putRecoveryCodes, putSetUp, switchOff, switchOn } from "#lib/db/writes/two-step.ts"
import { post } from "#lib/email/send.ts"
import { recoveryCodesMade, twoStepIsOff, twoStepIsOn } from "#lib/email/two-step-letters.ts"
import { type Actor, requireMember } from "#lib/forum/actor.ts"
import { spend } from "#lib/limits/spend.ts"
import { newRecoveryCodes, newSecret, recoveryHash, sealSecret, stepOf, unsealSecret } from "./codes.ts"
import { GivenPassword, verifyPassword } from "./passwords.ts"
import { proofOf, SecondStepInput } from "./second-step.ts"

export { SecondStepInput }
export const BeginInput = z.object({ current: GivenPassword })

/**
 * A secret for the member's app, for a quarter of an hour: `confirmTwoStep` makes it count.
 * @throws ForumError unauthenticated; invalid/wrong-password; conflict: two-step-on, password-first; limited
 */
export async function beginTwoStep(actor: Actor, { current }: z.output<typeof BeginInput>): Promise<void> {
  const user = await own(actor)
  await spend("sign-in.address", user.email)
  const hash = await passwordHashOf(user.id)
  if (!hash) throw new ForumError("conflict", "password-first")
  if (!(await verifyPassword(hash, current)))
    throw new ForumError("invalid", "wrong-password", { field: "current" })
  await commit([putSetUp(user.id, sealSecret(newSecret(), user.id))])
}

/** The secret that waits for its first code; undefined where none does. @throws ForumError unauthenticated */
export async function secretToConfirm(actor: Actor): Promise<string | undefined> {
  const held = await twoStepOf(requireMember(actor).id)
  return held && !held.since ? unsealSecret(held.secret, held.user) : undefined
}

/**
 * Switches it on by the first code, and ends all sessions: they were opened without one.
 * @returns the recovery codes, which nobody can see again
 * @throws ForumError unauthenticated; invalid/app-code-wrong; conflict: two-step-on, set-up-over; limited
 */
export async function confirmTwoStep(
  actor: Actor,
  { code }: z.output<typeof SecondStepInput>,
): Promise<string[]> {
  const user = await own(actor)
  await spend("two-step.member", user.id)
  const held = await twoStepOf(user.id)
  if (held?.since) throw new ForumError("conflict", "two-step-on")
  const secret = held && unsealSecret(held.secret, user.id)
  if (!held || !secret) throw new ForumError("conflict", "set-up-over")
  const step = stepOf(secret, code)
  if (step === undefined) throw notOfApp()
  const codes = newRecoveryCodes()
  await commit([
    switchOn(held, { step, codes: hashes(codes, user) }),
    changeMember(user, { twoStepAt: nowIso() }, busy),
  ])
  post(twoStepIsOn(user.email), user.id, DAY)
  return codes
}

/** New recovery codes; the old ones are good for nothing then. A code of the app allows it. @throws as confirmTwoStep */
export async function renewRecoveryCodes(
  actor: Actor,
  { code }: z.output<typeof SecondStepInput>,
): Promise<string[]> {
  const user = await own(actor)
  const { held, proof } = await proofOf(user, code)
  // With one of the old codes somebody who found the sheet would make ten that nobody else knows.
  if (!("step" in proof)) throw notOfApp()
  const codes = newRecoveryCodes()
  await commit([putRecoveryCodes(held, { step: proof.step, codes: hashes(codes, user) }, notOfApp)])
  post(recoveryCodesMade(user.email), user.id, DAY)
  return codes
}

/**
 * Switches it off by a code of the app or a recovery code; other sessions end.
 * @throws ForumError unauthenticated; invalid/code-wrong; conflict: two-step-off, busy; limited
 */
export async function switchTwoStepOff(
  actor: Actor,
  { code }: z.output<typeof SecondStepInput>,
): Promise<void> {
  const user = await own(actor)
  const { held, proof } = await proofOf(user, code)
  await commit([switchOff(held, proof, usedCode), changeMember(user, { twoStepAt: null }, busy)])
  post(twoStepIsOff(user.email), user.id, DAY)
}

/** How many recovery codes are left. */
export async function recoveryCodesLeft(actor: Actor): Promise<number> {
  return codesIn(await twoStepOf(requireMember(actor).id))
}

const codesIn = (held: TwoStep | undefined): number => held?.codes?.size ?? 0

const hashes = (codes: string[], { id }: User): Set<string> =>
  new Set(codes.map((code) => recoveryHash(code, id)))

const notOfApp = (): Error => new ForumError("invalid", "app-code-wrong", { field: "code" })

const usedCode = (): Error => new ForumError("invalid", "code-wrong", { field: "code" })

const busy = (): Error => new ForumError("conflict", "busy")

async function own(actor: Actor): Promise<User & { email: string }> {
  const user = await getUser(requireMember(actor).id, { consistent: true })
  if (!user?.email) throw new ForumError("unauthenticated", "session-ended")
  return { ...user, email: user.email }
}
