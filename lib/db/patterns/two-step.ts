import { get } from "../batch.ts"
import { type TwoStep, TwoSteps } from "../items/two-step.ts"
import { twoStepKey } from "../keys/users.ts"

/** AP-280: what a member's second step is compared with, consistently; also while it is being set up. */
export async function twoStepOf(user: string): Promise<TwoStep | undefined> {
  return TwoSteps.read(await get(twoStepKey(user), { consistent: true }))
}
