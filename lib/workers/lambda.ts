/** What the shells for AWS share: until when one may work. */
import { backgroundDone } from "#lib/base/background.ts"
import { MINUTE, now, SECOND } from "#lib/base/clock.ts"

/** What a Lambda is told of itself, as far as we ask. */
export type LambdaContext = { getRemainingTimeInMillis(): number }

export const OUT_OF_TIME = Symbol("out of time")

/** When to have ended, in milliseconds since 1970. @param reserve milliseconds that are kept for what comes after */
export function endOf(context: LambdaContext | undefined, reserve: number): number {
  return now() + (context?.getRemainingTimeInMillis() ?? MINUTE) - reserve
}

/** What the work gives, or OUT_OF_TIME when it has not by then: it may go on, but nobody waits. */
export async function within<T>(until: number, work: Promise<T>): Promise<T | typeof OUT_OF_TIME> {
  let patience: NodeJS.Timeout | undefined
  const tooLong = new Promise<typeof OUT_OF_TIME>((done) => {
    patience = setTimeout(() => done(OUT_OF_TIME), Math.max(0, until - now()))
  })
  try {
    return await Promise.race([work, tooLong])
  } finally {
    clearTimeout(patience)
  }
}

/** What was begun beside the work ends, too, if there is time: a Lambda that has answered does nothing more. */
export async function endBeside(context: LambdaContext | undefined): Promise<void> {
  await within(endOf(context, SECOND), backgroundDone())
}
