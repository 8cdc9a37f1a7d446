/** Answers that take as long for an address that is known as for one that is not. */
import { sleep } from "#lib/base/clock.ts"

/** Longer than any of the answers takes when the machine is not overloaded, shorter than people notice. */
const AT_LEAST = 150

/** Runs `work` and gives its result, or what it throws, not before a fixed time. */
export async function evenly<T>(work: () => Promise<T>): Promise<T> {
  const [outcome] = await Promise.allSettled([work(), sleep(AT_LEAST)])
  if (outcome.status === "rejected") throw outcome.reason
  return outcome.value
}
