/** What goes on behind the pages, in a few figures for the first page of the panel. */
import { MAILS_AT_ONCE, mailsInState } from "#lib/db/patterns/mails.ts"
import { unfinishedSagas } from "#lib/db/patterns/sagas.ts"
import { findCheckpoint, listDeadLetters } from "#lib/db/patterns/stream.ts"
import { authorize } from "#lib/forum/access.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { type Stream, streamOf } from "#lib/web/health.ts"

/** So many are seen: a page. There may be more. */
export type Seen = { count: number; isMore: boolean }

export type RoomView = {
  /** Absent where nothing was ever applied. */
  stream?: Stream
  letters: Seen
  waiting: Seen
  failed: Seen
  works: number
}

/** @throws ForumError unauthenticated, forbidden */
export async function loadRoom(actor: Actor): Promise<RoomView> {
  authorize(actor, "forum.administer", {})
  const [checkpoint, { items, next }, waiting, failed, works] = await Promise.all([
    findCheckpoint(),
    listDeadLetters(),
    mailsInState("waiting"),
    mailsInState("failed"),
    unfinishedSagas(),
  ])
  const mails = ({ length }: unknown[]): Seen => ({ count: length, isMore: length === MAILS_AT_ONCE })
  return {
    ...(checkpoint && { stream: streamOf(checkpoint) }),
    letters: { count: items.length, isMore: next !== undefined },
    waiting: mails(waiting),
    failed: mails(failed),
    works: works.length,
  }
}
