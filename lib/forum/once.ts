/** One form, one thing made: however often its button is pressed and whatever answers were lost. */
import { sleep } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { madeByForm } from "#lib/db/patterns/site.ts"
import type { RuleName } from "#lib/limits/rules.ts"
import { spend } from "#lib/limits/spend.ts"
import { isStaff } from "./access.ts"
import type { Member } from "./actor.ts"

type Made = { topic: string; post: string }

/** Raised by the transaction when the form's own item is there already. */
class AlreadyMade extends Error {}

/**
 * Runs `make`, or gives what the same form made before.
 * @param make puts the form's item with the refusal it is given
 * @param again turns what was made into the answer
 * @throws ForumError limited, and what `make` throws
 */
export async function once<T>(
  { form, member, rule }: { form: string; member: Member; rule: RuleName },
  make: (alreadyMade: () => Error) => Promise<T>,
  again: (made: Made) => Promise<T>,
): Promise<T> {
  try {
    if (!isStaff(member)) await spend(rule, member.id)
    return await make(() => new AlreadyMade())
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
