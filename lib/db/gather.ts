/**
 * Reads by key that come while others are under way go together. To the process a request costs more than a
 * key, so a busy forum asks for what many people want at once; a quiet one asks at once, as if this were not here.
 */
import { isMeasured } from "./capacity.ts"
import type { Key } from "./keys/key.ts"
import type { Raw } from "./query.ts"

type Found = (Raw | undefined)[]
type Waiting = { keys: Key[]; done: (found: Found) => void; failed: (error: unknown) => void }
/** Reads all of these keys in one request, in their order. */
export type ReadTogether = (keys: Key[], consistent: boolean) => Promise<Found>

/** Two keep the engine busy while answers are on their way. */
const MOST_UNDER_WAY = 2
/** As many as one BatchGetItem takes. */
const MOST_KEYS = 100

const waiting: { consistent: boolean; list: Waiting[] }[] = [
  { consistent: true, list: [] },
  { consistent: false, list: [] },
]
let underWay = 0

/**
 * The items of `keys`, in their order: by `alone` when few reads are under way, else together with others by
 * `together`. What is asked for is read after it was asked for, never before.
 */
export function gather(
  keys: Key[],
  consistent: boolean,
  alone: () => Promise<Found>,
  together: ReadTogether,
): Promise<Found> {
  // Who measures wants to know their own consumption; who wants many keys has gathered them already.
  if (underWay < MOST_UNDER_WAY || isMeasured() || keys.length > MOST_KEYS / 4) return run(alone, together)
  return new Promise((done, failed) => {
    waiting.find((one) => one.consistent === consistent)?.list.push({ keys, done, failed })
  })
}

async function run(read: () => Promise<Found>, together: ReadTogether): Promise<Found> {
  underWay++
  try {
    return await read()
  } finally {
    underWay--
    startNext(together)
  }
}

function startNext(together: ReadTogether): void {
  for (const { consistent, list } of waiting) {
    if (underWay >= MOST_UNDER_WAY) return
    const some = takeFrom(list)
    const keys = some.flatMap((one) => one.keys)
    if (keys.length > 0)
      void handOut(
        some,
        run(() => together(keys, consistent), together),
      )
  }
}

function takeFrom(list: Waiting[]): Waiting[] {
  let count = 0
  let keys = 0
  for (const one of list) {
    keys += one.keys.length
    if (keys > MOST_KEYS) break
    count++
  }
  return list.splice(0, count)
}

async function handOut(some: Waiting[], read: Promise<Found>): Promise<void> {
  try {
    const found = await read
    let at = 0
    for (const { keys, done } of some) {
      done(found.slice(at, at + keys.length))
      at += keys.length
    }
  } catch (error) {
    for (const { failed } of some) failed(error)
  }
}
