/** Writes of the second step of signing in, as values for commit(). */
import { epochSecondsIn, MINUTE, nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import type { Write } from "../commit.ts"
import { type TwoStep, TwoSteps } from "../items/two-step.ts"
import { twoStepKey } from "../keys/users.ts"

/** How long a secret waits for its first code: it is shown to who has the session until then. */
const SET_UP_LIFE = 15 * MINUTE

/** A new secret, in place of one that was never confirmed. @throws (when sent) ForumError conflict/two-step-on */
export function putSetUp(user: string, secret: string): Write {
  return {
    kind: "put",
    item: TwoSteps.encode({ user, secret, updatedAt: nowIso(), expiresAt: epochSecondsIn(SET_UP_LIFE) }),
    condition: "attribute_not_exists(since)",
    refusal: () => new ForumError("conflict", "two-step-on"),
  }
}

/** From now on it is asked for. @param step of the code that confirmed it */
export function switchOn(
  { user, secret }: TwoStep,
  { step, codes }: { step: number; codes: Set<string> },
): Write {
  return {
    kind: "update",
    key: twoStepKey(user),
    update: "SET since = :at, updatedAt = :at, lastStep = :step, codes = :codes REMOVE expiresAt",
    condition: "secret = :secret AND attribute_not_exists(since)",
    values: { ":at": nowIso(), ":step": step, ":codes": codes, ":secret": secret },
    refusal: () => new ForumError("conflict", "two-step-on"),
  }
}

/** A code of the app was taken: it, and all before it, are taken no more. */
export function takeStep({ user, secret }: TwoStep, step: number, refusal: () => Error): Write {
  return {
    kind: "update",
    key: twoStepKey(user),
    update: "SET lastStep = :step",
    condition: "secret = :secret AND lastStep < :step",
    values: { ":step": step, ":secret": secret },
    refusal,
  }
}

/** A recovery code was taken. */
export function takeRecoveryCode({ user, secret }: TwoStep, hash: string, refusal: () => Error): Write {
  return {
    kind: "update",
    key: twoStepKey(user),
    update: "DELETE codes :codes",
    condition: "secret = :secret AND contains(codes, :hash)",
    values: { ":codes": new Set([hash]), ":hash": hash, ":secret": secret },
    refusal,
  }
}

/** New recovery codes in place of all. @param step of the code that allowed it */
export function putRecoveryCodes(
  { user, secret }: TwoStep,
  { step, codes }: { step: number; codes: Set<string> },
  refusal: () => Error,
): Write {
  return {
    kind: "update",
    key: twoStepKey(user),
    update: "SET codes = :codes, lastStep = :step, updatedAt = :at",
    condition: "secret = :secret AND lastStep < :step",
    values: { ":codes": codes, ":step": step, ":secret": secret, ":at": nowIso() },
    refusal,
  }
}

/**
 * It is asked for no more. @param proof by which it may: the step of a code, the hash of a recovery code; none where
 * staff take it off
 */
export function switchOff(
  { user, secret }: TwoStep,
  proof: { step: number } | { hash: string } | undefined,
  refusal: () => Error,
): Write {
  const held = { kind: "delete", key: twoStepKey(user), refusal } as const
  const same = "secret = :secret"
  if (!proof) return { ...held, condition: same, values: { ":secret": secret } }
  if ("step" in proof)
    return {
      ...held,
      condition: `${same} AND lastStep < :step`,
      values: { ":secret": secret, ":step": proof.step },
    }
  return {
    ...held,
    condition: `${same} AND contains(codes, :hash)`,
    values: { ":secret": secret, ":hash": proof.hash },
  }
}
