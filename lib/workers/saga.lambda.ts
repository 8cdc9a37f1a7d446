/** Sagas in AWS: called by a schedule, and with every stream record of a new one. Does what is due and ends in time. */
import { runDueSagas } from "#lib/sagas/runner.ts"

export async function handler(): Promise<{ turns: number }> {
  return { turns: await runDueSagas() }
}
