/** Sagas in AWS: called by a schedule, and with every stream record of a new one. Does what is due and ends in time. */
import { SECOND } from "#lib/base/clock.ts"
import { findRestore } from "#lib/db/patterns/restores.ts"
import { runDueSagas } from "#lib/sagas/runner.ts"
import { endBeside, endOf, type LambdaContext } from "./lambda.ts"

/** A turn that has begun, and the one that gives the saga back, still end within it. */
const RESERVE = 15 * SECOND

export async function handler(_event?: unknown, context?: LambdaContext): Promise<{ turns: number }> {
  // A part of a forum is none: what is due there is done when all of it is there.
  if (await findRestore()) return { turns: 0 }
  const turns = await runDueSagas(endOf(context, RESERVE))
  await endBeside(context)
  return { turns }
}
