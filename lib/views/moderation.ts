/** The queue: what waits for staff, from the read model, and where what it is about lies. */
import { type Boundary, parseCursor } from "#lib/base/page.ts"
import type { Case, CaseQueue } from "#lib/db/items/cases.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { openCasePlaces, openCases, openCasesOfKind } from "#lib/db/patterns/cases.ts"
import { authorize, can } from "#lib/forum/access.ts"
import type { Actor, Member } from "#lib/forum/actor.ts"
import { isStaff } from "#lib/forum/ranks.ts"
import { QUEUES, type Queue } from "#lib/web/staff-paths.ts"
import { type CaseRow, rowsOf } from "./case-rows.ts"
import { maySee, seenBy } from "./seen-cases.ts"

export type QueueView = {
  queue: Queue
  /** Those in which something may wait for them. */
  queues: readonly Queue[]
  /** Whether they may remove all that somebody wrote. */
  maySweep: boolean
  rows: CaseRow[]
  next?: Boundary
  isFirst: boolean
}

const KINDS: Record<Exclude<Queue, "all">, CaseQueue> = {
  reports: "report",
  held: "held",
  newcomers: "newcomer",
  appeals: "appeal",
  messages: "message",
}

/** What lies in no category waits for staff alone. */
const OF_CATEGORIES: readonly Queue[] = QUEUES.filter((one) => one !== "newcomers" && one !== "messages")

/** Fewer rows are no page, while there is more. */
const ENOUGH = 10
/** So many pages are read for one that is shown: who moderates little leafs on by hand. */
const MOST_READ = 5

/** A page of what waits, the oldest first; null where the cursor is none. @throws ForumError unauthenticated, forbidden */
export async function loadQueue(actor: Member, queue: Queue, cursor?: string): Promise<QueueView | null> {
  authorize(actor, "queue.see", {})
  const from = cursor === undefined ? undefined : parseCursor(cursor)
  if (cursor !== undefined && from?.direction !== "newer") return null
  let after = from?.direction === "newer" ? from.from : undefined
  const seen: Case[] = []
  for (let read = 0; read < MOST_READ && seen.length < ENOUGH; read++) {
    const { items, next } = await (queue === "all" ? openCases(after) : openCasesOfKind(KINDS[queue], after))
    seen.push(...(await seenBy(actor, items)))
    after = next
    if (!next) break
  }
  return {
    ...{ queue, queues: isStaff(actor) ? QUEUES : OF_CATEGORIES, rows: await rowsOf(actor, seen) },
    maySweep: isStaff(actor),
    ...(after && { next: after }),
    isFirst: !from,
  }
}

/** More are not counted: “50+”. */
const MOST_COUNTED = 50

/**
 * How many cases wait for them, of the oldest MOST_COUNTED + 1: by where each lay when something last happened to it.
 * @param tree the categories there are @returns undefined for who sees no queue
 */
export async function waitingCases(
  actor: Actor,
  tree: () => Promise<Pick<Category, "id" | "readers">[]>,
): Promise<number | undefined> {
  if (!can(actor, "queue.see", {})) return undefined
  const [places, categories] = await Promise.all([openCasePlaces(MOST_COUNTED + 1), tree()])
  return places.filter((place) =>
    maySee(actor, place === undefined ? undefined : categories.find(({ id }) => id === place)),
  ).length
}
