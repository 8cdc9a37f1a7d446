/**
 * The duties in AWS: called every minute, and by the stream when something new waits (a mail, a saga, many to be told).
 * Does each once, side by side, and ends in time.
 */
import { SECOND } from "#lib/base/clock.ts"
import { findRestore } from "#lib/db/patterns/restores.ts"
import { DUTIES, type Duty } from "./duties.ts"
import { endBeside, endOf, type LambdaContext, OUT_OF_TIME, within } from "./lambda.ts"

/** No duty begins a piece within it. */
const RESERVE = 15 * SECOND
/** For the answer itself. */
const LAST_MOMENT = SECOND

/**
 * @returns the duties done. @throws AggregateError when some failed or did not end, after all others have: AWS counts
 * it, an alarm tells the operator, and the next minute does them again
 */
export async function handler(
  _event?: unknown,
  context?: LambdaContext,
  duties: readonly Duty[] = DUTIES,
): Promise<{ done: string[] }> {
  // A part of a forum is none: its mail goes out when all of it is there.
  if (await findRestore()) return { done: [] }
  const [until, last] = [endOf(context, RESERVE), endOf(context, LAST_MOMENT)]
  const failures: Error[] = []
  const done: string[] = []
  const doOne = async ({ name, run }: Duty): Promise<void> => {
    try {
      if ((await within(last, run(until))) === OUT_OF_TIME) throw new Error("It did not end in time.")
      done.push(name)
    } catch (cause) {
      failures.push(new Error(`${name} failed: ${cause}`, { cause }))
    }
  }
  await Promise.all(duties.map(doOne))
  await endBeside(context)
  if (failures.length === 0) return { done }
  const told = new AggregateError(failures, failures.map(({ message }) => message).join("\n"))
  console.error(told)
  throw told
}
