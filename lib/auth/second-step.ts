/** The second step of signing in, with a code: after a password, a link or another service alike (ADR 0281). */
import { z } from "zod"
import { DAY } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { TwoStep } from "#lib/db/items/two-step.ts"
import type { User } from "#lib/db/items/users.ts"
import { twoStepOf } from "#lib/db/patterns/two-step.ts"
import { memberUnchanged } from "#lib/db/writes/members.ts"
import { takeRecoveryCode, takeStep } from "#lib/db/writes/two-step.ts"
import { post } from "#lib/email/send.ts"
import { recoveryCodeUsed } from "#lib/email/two-step-letters.ts"
import { spend } from "#lib/limits/spend.ts"
import { t } from "#lib/words/t.ts"
import { isAppCode, plain, recoveryHash, stepOf, unsealSecret } from "./codes.ts"
import { issueToken, memberOfToken } from "./tokens.ts"

/** A code as somebody typed it. */
const GivenCode = z
  .string({ error: () => t("inputs.code-enter") })
  .max(100, { error: () => t("refusals.code-wrong") })
  .refine((code) => plain(code) !== "", { error: () => t("inputs.code-enter") })

export const SecondStepInput = z.object({ code: GivenCode })

/** What shows that the first step was right, for ten minutes; undefined where there is no second one. */
export async function ticketFor(user: User): Promise<string | undefined> {
  return user.twoStepAt ? issueToken("second-step", user) : undefined
}

/**
 * The member whose ticket it is, by a code of their app or a recovery code. Ticket and code are used up together; after a
 * wrong code the ticket is still good.
 * @throws ForumError invalid: second-step-over, code-wrong; limited
 */
export async function signInWithCode(
  { ticket, code }: { ticket: string; code: string },
  client: string,
): Promise<User> {
  await spend("two-step.client", client)
  const { user, use } = await memberOfTicket(ticket)
  const { held, proof } = await proofOf(user, code)
  const over = () => new ForumError("invalid", "second-step-over")
  await commit([{ ...use, refusal: over }, memberUnchanged(user, over), taking(held, proof)])
  if ("hash" in proof) {
    const left = (held.codes?.size ?? 1) - 1
    post(recoveryCodeUsed(user.email!, left), user.id, DAY)
  }
  return user
}

async function memberOfTicket(ticket: string): Promise<{ user: User; use: Write }> {
  try {
    return await memberOfToken("second-step", ticket)
  } catch (error) {
    throw error instanceof ForumError ? new ForumError("invalid", "second-step-over") : error
  }
}

export type Proof = { step: number } | { hash: string }

/**
 * What a code proves of who has two-step sign-in on; nothing is used up yet.
 * @throws ForumError invalid/code-wrong with the field; conflict/two-step-off; limited
 */
export async function proofOf(user: User, code: string): Promise<{ held: TwoStep; proof: Proof }> {
  await spend("two-step.member", user.id)
  const held = await twoStepOf(user.id)
  if (!held?.since) throw new ForumError("conflict", "two-step-off")
  const proof = isAppCode(code) ? byApp(held, code) : byRecoveryCode(held, code)
  if (!proof) throw wrongCode()
  return { held, proof }
}

function byApp(held: TwoStep, code: string): Proof | undefined {
  const secret = unsealSecret(held.secret, held.user)
  const step = secret === undefined ? undefined : stepOf(secret, code)
  return step !== undefined && step > (held.lastStep ?? 0) ? { step } : undefined
}

function byRecoveryCode(held: TwoStep, code: string): Proof | undefined {
  const hash = recoveryHash(code, held.user)
  return held.codes?.has(hash) ? { hash } : undefined
}

/** Uses the code up: of two who send the same one at once, one is refused. */
function taking(held: TwoStep, proof: Proof): Write {
  return "step" in proof
    ? takeStep(held, proof.step, wrongCode)
    : takeRecoveryCode(held, proof.hash, wrongCode)
}

const wrongCode = (): ForumError => new ForumError("invalid", "code-wrong", { field: "code" })
