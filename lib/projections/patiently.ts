/** Work of a projection that may never end: a server that does not answer must not hold up everything behind it. */
import { MINUTE, SECOND } from "#lib/base/clock.ts"

/** A projection that says nothing for so long has failed. */
const PATIENCE = 2 * MINUTE

/** @throws what the work throws, or that it did not end; then it may go on, and nobody waits */
export async function patiently<T>(work: Promise<T>, patience = PATIENCE): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, fail) => {
    const error = (): Error => new Error(`It did not end within ${patience / SECOND} s.`)
    timer = setTimeout(() => fail(error()), patience)
  })
  try {
    return await Promise.race([work, tooLong])
  } finally {
    clearTimeout(timer)
  }
}
