/** Counts what somebody does in a window of time, and refuses when it is too much. */
import { epochSecondsIn, now } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { config } from "#lib/config.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import { rateKey } from "#lib/db/keys/site.ts"
import { spentOf } from "#lib/db/patterns/site.ts"
import { t } from "#lib/words/t.ts"
import { RULES, type Rule, type RuleName } from "./rules.ts"

/**
 * Spends one of what the rule allows `who` (a member's id, an address, a client's address).
 * @throws ForumError limited, with `retryAfter` in seconds in its details
 */
export async function spend(name: RuleName, who: string): Promise<void> {
  // Sent twice after a lost answer it is spent twice: cheaper than a transaction at every write.
  await commit([{ ...spending(name, who), repeatable: true }])
}

/**
 * The same as a write, for a transaction that is done and spent together or not at all.
 * @param amount all or nothing · @param times in place of how often the rule allows it
 */
export function spending(
  name: RuleName,
  who: string,
  { amount = 1, times = RULES[name].times }: { amount?: number; times?: number } = {},
): Write {
  const rule: Rule = RULES[name]
  const left = times * config().limitScale - amount
  const windowStart = Math.floor(now() / rule.per)
  return {
    kind: "update",
    key: rateKey(name, who, windowStart),
    update: "SET expiresAt = :end, entityType = :type ADD #count :amount",
    // Where nothing was spent yet there is no count, and comparing it fails: so too much at once fails, too.
    condition: left < 0 ? "#count <= :left" : "attribute_not_exists(#count) OR #count <= :left",
    names: { "#count": "count" },
    values: {
      ":amount": amount,
      ":left": left,
      ":end": epochSecondsIn(rule.per * 2),
      ":type": "Rate",
    },
    refusal: () => tooOften(rule, (windowStart + 1) * rule.per - now()),
  }
}

/** How much of a rule is left to `who` now: to say so before it is too much. Not read consistently. */
export async function leftOf(name: RuleName, who: string): Promise<number> {
  const { times, per }: Rule = RULES[name]
  return Math.max(0, times * config().limitScale - (await spentOf(name, who, Math.floor(now() / per))))
}

function tooOften(rule: Rule, left: number): ForumError {
  const seconds = Math.max(1, Math.ceil(left / 1000))
  const [what, wait, hint] = [rule.what(), inWords(seconds), rule.hint?.()]
  const message = hint ? t("limits.again-hint", { what, wait, hint }) : t("limits.again", { what, wait })
  return new ForumError("limited", "slow-down", { retryAfter: seconds, message })
}

function inWords(seconds: number): string {
  if (seconds < 90) return t("limits.seconds", { seconds })
  const minutes = Math.ceil(seconds / 60)
  return minutes < 90
    ? t("limits.minutes", { minutes })
    : t("limits.hours", { hours: Math.ceil(minutes / 60) })
}
