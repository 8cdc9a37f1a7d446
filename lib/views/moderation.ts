/** The queue: what waits for staff, from the read model alone. */
import { type Boundary, parseCursor } from "#lib/base/page.ts"
import type { CaseQueue } from "#lib/db/items/cases.ts"
import { countOpenCases, openCases, openCasesOfKind } from "#lib/db/patterns/cases.ts"
import { authorize, can } from "#lib/forum/access.ts"
import type { Actor, Member } from "#lib/forum/actor.ts"
import type { Queue } from "#lib/web/paths.ts"
import { type CaseRow, rowsOf } from "./case-rows.ts"

export type QueueView = { queue: Queue; rows: CaseRow[]; next?: Boundary; isFirst: boolean }

const KINDS: Record<Exclude<Queue, "all">, CaseQueue> = {
  reports: "report",
  held: "held",
  newcomers: "newcomer",
  appeals: "appeal",
  messages: "message",
}

/** A page of what waits, the oldest first; null where the cursor is none. @throws ForumError unauthenticated, forbidden */
export async function loadQueue(actor: Member, queue: Queue, cursor?: string): Promise<QueueView | null> {
  authorize(actor, "case.see", {})
  const from = cursor === undefined ? undefined : parseCursor(cursor)
  if (cursor !== undefined && from?.direction !== "newer") return null
  const after = from?.direction === "newer" ? from.from : undefined
  const { items, next } = await (queue === "all" ? openCases(after) : openCasesOfKind(KINDS[queue], after))
  return { queue, rows: await rowsOf(actor, items), ...(next && { next }), isFirst: !from }
}

/** More are not counted. */
const MOST_COUNTED = 25

/** How many cases wait, for staff; undefined for everybody else. */
export async function waitingCases(actor: Actor): Promise<number | undefined> {
  return can(actor, "case.see", {}) ? countOpenCases(MOST_COUNTED) : undefined
}
