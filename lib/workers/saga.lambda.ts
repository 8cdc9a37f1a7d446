/** Sagas in AWS: called by a schedule, and with every stream record of a new one. Does what is due and ends in time. */
import { SECOND } from "#lib/base/clock.ts"
import { runDueSagas } from "#lib/sagas/runner.ts"
import { endBeside, endOf, type LambdaContext } from "./lambda.ts"

/** A turn that has begun, and the one that gives the saga back, still end within it. */
const RESERVE = 15 * SECOND

export async function handler(_event?: unknown, context?: LambdaContext): Promise<{ turns: number }> {
  const turns = await runDueSagas(endOf(context, RESERVE))
  await endBeside(context)
  return { turns }
}
