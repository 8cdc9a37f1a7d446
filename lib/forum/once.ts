/** One form, one thing made: however often its button is pressed and whatever answers were lost. */
import { sleep } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import type { Write } from "#lib/db/commit.ts"
import { madeByForm } from "#lib/db/patterns/site.ts"
import { putForm } from "#lib/db/writes/site.ts"
import type { RuleName } from "#lib/limits/rules.ts"
import type { Member } from "./actor.ts"
import { writingLimits } from "./newcomers.ts"
import { settings } from "./settings.ts"

export type Made = { topic: string; post: string }

/** Raised by the transaction when the form's own item is there already. */
class AlreadyMade extends Error {}

/**
 * Runs `make`, or gives what the same form made before.
 * @param make commits with the guards it is given: the form's item, and what the rule allows
 * @param again turns what was made into the answer
 * @throws ForumError limited, and what `make` throws
 */
export async function once<T>(
  { form, member, rule }: { form: string; member: Member; rule: RuleName },
  make: (guards: (made: Made) => Write[]) => Promise<T>,
  again: (made: Made) => Promise<T>,
): Promise<T> {
  const set = await settings()
  const guards = (made: Made): Write[] => [
    // The first of two refusals is the one that is raised: who has made it already is told that.
    putForm({ form, user: member.id, ...made }, () => new AlreadyMade()),
    ...writingLimits(member, rule, set),
  ]
  try {
    return await make(guards)
  } catch (error) {
    // A second click may also be the one too many: what was made is the better answer.
    const isRepeated =
      error instanceof AlreadyMade || (error instanceof ForumError && error.kind === "limited")
    const made = isRepeated ? await madeMeanwhile(form, member.id) : undefined
    if (made) return again(made)
    throw error
  }
}

/** The first click may still be at work: what it makes is waited for a little. */
async function madeMeanwhile(form: string, user: string): Promise<Made | undefined> {
  for (const wait of [0, 100, 300]) {
    if (wait) await sleep(wait)
    const made = await madeByForm(form, user)
    if (made) return made
  }
  return undefined
}
