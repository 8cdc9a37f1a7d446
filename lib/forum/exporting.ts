/** One's own data, to take along: an archive that a saga makes in parts. */
import { HOUR, nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import { isUnfinished, type Saga } from "#lib/db/items/sagas.ts"
import { getSaga, sagaOfMember } from "#lib/db/patterns/sagas.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { putSaga } from "#lib/db/writes/sagas.ts"
import { spend, spending } from "#lib/limits/spend.ts"
import { type Actor, requireMember } from "./actor.ts"
import { newSaga } from "./sagas.ts"

export const EXPORTING = "export-data"

/** How long an archive can be fetched: long enough for a weekend, short enough for what it holds. */
export const ARCHIVE_LIFE = 72 * HOUR

/** Begins an archive of everything that is the actor's; one that is under way goes on. Also for who is suspended. @throws ForumError unauthenticated, limited */
export function exportData(actor: Actor): Promise<Saga> {
  const member = requireMember(actor)
  return untilSettled(async () => {
    const before = await sagaOfMember(member.id, EXPORTING)
    if (before && isUnfinished(before)) return before
    // Each knows the one before it, so that who leaves takes all of them along.
    const input = { user: member.id, ...(before && { before: before.id }) }
    const saga = newSaga(EXPORTING, input, { by: member.id })
    await commit([...putSaga(saga, member.id, { after: before?.id }), spending("data.export", member.id)])
    return saga
  })
}

/** The finished archive with that id, for whose data it is. @throws ForumError not-found */
export async function ownArchive(actor: Actor, id: string): Promise<Saga> {
  const saga = actor.kind === "member" ? await getSaga(id) : undefined
  const isTheirs = actor.kind === "member" && saga?.kind === EXPORTING && saga.input.user === actor.id
  if (!saga || !isTheirs || !isFetchable(saga)) throw new ForumError("not-found", "page-missing")
  return saga
}

/** The same, to be sent: that costs. @throws ForumError not-found, limited */
export async function fetchArchive(actor: Actor, id: string): Promise<Saga> {
  const saga = await ownArchive(actor, id)
  await spend("data.fetch", requireMember(actor).id)
  return saga
}

/** Whether it is done and its parts are still there. */
export function isFetchable(saga: Saga, time = nowIso()): boolean {
  return saga.state === "done" && archiveEnds(saga) > time
}

/** ISO 8601. Parts go one after the other; the first is the first to go. */
export function archiveEnds({ startedAt }: Saga): string {
  return new Date(Date.parse(startedAt) + ARCHIVE_LIFE).toISOString()
}
