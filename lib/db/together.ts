/**
 * Writes that come while others are under way go together, on an engine of one's own: there a transaction is one
 * turn to the disk, however much it writes. A quiet forum writes at once, as if this were not here. At Amazon, where
 * what is plain costs half and every partition has a disk of its own, each goes by itself.
 */
import { isMeasured } from "./capacity.ts"
import type { Write } from "./commit.ts"
import type { Key } from "./keys/key.ts"

/** Sends writes of several in one transaction. @returns false when it was refused, and nothing is written */
export type WriteTogether = (writes: Write[]) => Promise<boolean>
/** Sends somebody's own writes once. @returns undefined when they have to be sent again */
export type WriteAlone = () => Promise<true | undefined>
type Waiting = {
  writes: Write[]
  alone: WriteAlone
  done: (result: true | undefined) => void
  failed: (error: unknown) => void
}

/** Two keep the engine busy while answers are on their way. */
const MOST_UNDER_WAY = 2
/** As many as one transaction takes. */
const MOST_WRITES = 100
/** In characters; a transaction takes 4 MB, and a character up to three bytes. */
const MOST_TEXT = 1_000_000

const waiting: Waiting[] = []
let underWay = 0

/** Sends `writes`, all or none: by `alone` when little is under way, else with others by `together`. @returns as `alone` */
export function bundle(
  writes: Write[],
  alone: WriteAlone,
  together: WriteTogether,
): Promise<true | undefined> {
  if (underWay < MOST_UNDER_WAY || isMeasured() || writes.length > MOST_WRITES / 2)
    return run(alone, together)
  return new Promise((done, failed) => {
    waiting.push({ writes, alone, done, failed })
  })
}

async function run<T>(send: () => Promise<T>, together: WriteTogether): Promise<T> {
  underWay++
  try {
    return await send()
  } finally {
    underWay--
    startNext(together)
  }
}

function startNext(together: WriteTogether): void {
  while (underWay < MOST_UNDER_WAY && waiting.length > 0) {
    const some = takeSome()
    if (some.length === 1) void run(() => byItself(some[0]!), together)
    else void handOut(some, together)
  }
}

async function handOut(some: Waiting[], together: WriteTogether): Promise<void> {
  try {
    const writes = some.flatMap((one) => one.writes)
    if (await run(() => together(writes), together)) for (const { done } of some) done(true)
    // One of them does not hold: which it is, each finds out for itself.
    else for (const one of some) void run(() => byItself(one), together)
  } catch (error) {
    for (const { failed } of some) failed(error)
  }
}

function byItself({ alone, done, failed }: Waiting): Promise<void> {
  return alone().then(done, failed)
}

/** The first, and what fits beside it: an item can be written once in a transaction. */
function takeSome(): Waiting[] {
  const taken: Waiting[] = []
  const keys = new Set<string>()
  let [count, text] = [0, 0]
  for (let at = 0; at < waiting.length && count < MOST_WRITES; ) {
    const { writes } = waiting[at]!
    const names = writes.map(nameOf)
    const length = writes.reduce((sum, write) => sum + textIn(write), 0)
    const fits = count + writes.length <= MOST_WRITES && text + length <= MOST_TEXT
    if (taken.length > 0 && (!fits || names.some((name) => keys.has(name)))) {
      at++
      continue
    }
    for (const name of names) keys.add(name)
    count += writes.length
    text += length
    taken.push(...waiting.splice(at, 1))
  }
  return taken
}

function nameOf(write: Write): string {
  const { PK, SK } = write.kind === "put" ? (write.item as Key) : write.key
  return `${PK}\n${SK}`
}

function textIn(write: Write): number {
  const values = write.kind === "put" ? write.item : (write.values ?? {})
  return Object.values(values).reduce<number>(
    (sum, value) => sum + (typeof value === "string" ? value.length : SMALL),
    0,
  )
}

/** What is no text is a number, a mark, or a short list. */
const SMALL = 200
