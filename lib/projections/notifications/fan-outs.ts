/**
 * Telling many, in pieces: what takes longer than a batch of the stream may is kept as an item with a cursor. Whoever
 * finds it goes on where the last one came to; a piece done twice tells nobody twice.
 */
import { now, nowIso, SECOND } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { formatCursor, parseCursor } from "#lib/base/page.ts"
import { commit } from "#lib/db/commit.ts"
import type { FanOut } from "#lib/db/items/notifications.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { listFanOuts, notificationsOf } from "#lib/db/patterns/notifications.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { topicsByCreation } from "#lib/db/patterns/topics.ts"
import { Overtaken } from "#lib/db/retry.ts"
import { deleteFanOut, goOnWithFanOut, putFanOut } from "#lib/db/writes/notifications.ts"
import { crowdsOf } from "./audience.ts"
import { isOpen, scenesOf } from "./scenes.ts"
import { settleNotifications, settlePiece } from "./settling.ts"
import { tell } from "./telling.ts"

/** Who is silent for so long is dead: somebody else goes on. A piece takes a fraction of it, and done twice does no harm. */
const LEASE = 4 * SECOND
/** An index may lag behind its table: what was told last is looked for again after this. */
const SECOND_LOOK = 15 * SECOND
/** One run works no longer than this: it comes again soon, and a Lambda has an end. */
const LONGEST_RUN = 20 * SECOND

type Work = FanOut["work"]

/** Begins a work, or begins it anew. @param wait milliseconds before it is taken up */
export async function begin(work: Work, wait = 0): Promise<void> {
  const run = newId()
  const [id, notBefore, createdAt] = [nameOf(work), now() + wait, nowIso()]
  await commit([putFanOut({ id, work, step: 0, run, notBefore, createdAt })])
}

/** Settles what was told about a place: the first piece at once, what is left and a second look by the duty. */
export async function settlePlace(place: { topic: string; post?: string }): Promise<void> {
  const next = await settlePiece(place)
  await begin({ kind: "settle-topic", ...place }, next ? 0 : SECOND_LOOK)
}

function nameOf(work: Work): string {
  if (work.kind === "tell") return `tell#${work.post}`
  if (work.kind === "settle-topic") return `settle#${work.topic}${work.post ? `#${work.post}` : ""}`
  return `settle#${work.kind === "settle-category" ? work.category : work.user}`
}

/** Does what there is to do, for a while (`until` at most). Safe when two do it at once, and when one is killed anywhere. */
export async function runFanOuts(until = Number.POSITIVE_INFINITY): Promise<void> {
  const end = Math.min(now() + LONGEST_RUN, until)
  for (let after: string | undefined; ; ) {
    const some = await listFanOuts(after)
    for (const work of some) if (work.notBefore <= now() && now() < end) await runOne(work, end)
    after = some.at(-1)?.id
    if (!after || now() >= end) return
  }
}

async function runOne(found: FanOut, end: number): Promise<void> {
  try {
    let work = await goOn(found, found)
    while (now() < end) {
      const next = await PIECES[work.work.kind](work as never)
      if (!next) return await commit([deleteFanOut(work)])
      work = await goOn(work, next)
    }
    // Others may take it up at once.
    await goOn(work, work, 0)
  } catch (error) {
    if (!(error instanceof Overtaken)) throw error
  }
}

async function goOn(work: FanOut, to: Place, lease = LEASE): Promise<FanOut> {
  const { after: _, ...rest } = work
  const next: FanOut = {
    ...{ ...rest, step: to.step, run: newId(), notBefore: now() + lease },
    ...(to.after && { after: to.after }),
  }
  await commit([goOnWithFanOut(next, work.run)])
  return next
}

/** Where the next piece begins. */
type Place = { step: number; after?: string }
type Of<K extends Work["kind"]> = FanOut & { work: Extract<Work, { kind: K }> }

/** One piece of each work: gives where the next begins, or nothing when it was the last. */
const PIECES = {
  tell: async ({ work, step, after }: Of<"tell">): Promise<Place | undefined> => {
    const post = await findPost(work.post, { consistent: true })
    const scene = post && (await scenesOf([post])).get(post.id)
    const crowd = scene && isOpen(scene) && crowdsOf(scene)[step]
    if (!crowd) return undefined
    const { items, next } = await crowd(scene, after)
    await tell(items)
    return next ? { step, after: next } : { step: step + 1 }
  },
  "settle-topic": async ({ work, step, after }: Of<"settle-topic">): Promise<Place | undefined> => {
    const next = await settlePiece(work, after)
    return next ? { step, after: next } : undefined
  },
  "settle-category": async ({ work, after }: Of<"settle-category">): Promise<Place | undefined> => {
    if (!(await findCategory(work.category))) return undefined
    const page = await topicsByCreation(work.category, after ? parseCursor(after) : undefined)
    for (const topic of page.items) await begin({ kind: "settle-topic", topic: topic.id })
    return page.older && { step: 0, after: formatCursor(page.older) }
  },
  "settle-member": async ({ work, after }: Of<"settle-member">): Promise<Place | undefined> => {
    const page = await notificationsOf(work.user, after ? parseCursor(after) : undefined, { withdrawn: true })
    await settleNotifications(page.items)
    return page.older && { step: 0, after: formatCursor(page.older) }
  },
}
