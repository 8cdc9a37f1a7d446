/** How far something is that takes longer than a request, for who started it. */

import { isForumError } from "#lib/base/errors.ts"
import { isUnfinished, type Saga } from "#lib/db/items/sagas.ts"
import { getUsers } from "#lib/db/patterns/users.ts"
import { can } from "#lib/forum/access.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { EXPORTING, isFetchable } from "#lib/forum/exporting.ts"
import { MERGING, SPLITTING, UNMERGING } from "#lib/forum/merging.ts"
import { isStaff } from "#lib/forum/ranks.ts"
import { RENAMING } from "#lib/forum/renaming.ts"
import { visibleSaga } from "#lib/forum/sagas.ts"
import { SANCTIONING, UNSANCTIONING } from "#lib/forum/sanctioning.ts"
import { doneBy, SELECTING, UNSELECTING } from "#lib/forum/selecting.ts"
import { SWEEPING, UNSWEEPING } from "#lib/forum/sweeping.ts"
import { isUndoable } from "#lib/forum/undoable.ts"
import { visibleTopic } from "#lib/forum/visible.ts"
import { kindOf } from "#lib/sagas/registered.ts"
import { stepOf } from "#lib/sagas/runner.ts"
import { accountSettingsPath, archivePath } from "#lib/web/account-paths.ts"
import { areaOf, staffMemberPath, topicPath } from "#lib/web/paths.ts"

import { t } from "#lib/words/t.ts"

/** What is of the account itself, and what is of topics. */
const OWN = [RENAMING, EXPORTING]
const MOVING = [MERGING, SPLITTING, UNMERGING]
/** What is of members. */
const SWEEPS = [SWEEPING, UNSWEEPING]
/** What staff do with many: of those who began it, because they chose among what they may see. */
const SELECTIONS = [SELECTING, UNSELECTING, SANCTIONING, UNSANCTIONING]

export type ProgressView = {
  id: string
  title: string
  state: Saga["state"]
  unfinished: boolean
  /** What is being done now. */
  says: string
  done: number
  total?: number
  /** Why it had to be taken back, or what went wrong the last time. */
  failure?: string
  startedAt: string
  finishedAt?: string
  /** The file that it made. */
  download?: string
  /** What it is about, or where one goes on. */
  links: { title: string; href: string }[]
  /** What an act on many left out, and why. */
  left: { id: string; title: string; why: string }[]
  undoable: boolean
  undone: boolean
}

/** @throws ForumError not-found: also for whom it is none of their business */
export async function loadProgress(actor: Actor, id: string): Promise<ProgressView> {
  const saga = await visibleSaga(actor, id, { own: [...OWN, ...SELECTIONS], staffs: [...MOVING, ...SWEEPS] })
  const kind = kindOf(saga.kind)
  const { state, done, total, failure, startedAt, finishedAt } = saga
  return {
    id: saga.id,
    title: kind.title(saga),
    state,
    unfinished: isUnfinished(saga),
    says: stepOf(kind, saga).says(),
    done,
    ...{ total, failure, startedAt, finishedAt },
    ...(saga.kind === EXPORTING && isFetchable(saga) && { download: archivePath(saga.id) }),
    links: OWN.includes(saga.kind)
      ? [{ title: t("sagas.own-settings"), href: accountSettingsPath() }]
      : await topicsOf(actor, saga),
    // Who moderates nothing any more reads no titles of what they may not see.
    left: SELECTIONS.includes(saga.kind) && can(actor, "queue.see", {}) ? doneBy(saga).left : [],
    undoable: [MERGING, SPLITTING, SWEEPING, SELECTING, SANCTIONING].includes(saga.kind) && isUndoable(saga),
    undone: saga.data.undone !== undefined,
  }
}

/** The topics that it has to do with, as far as the actor may see them; two that are one now are one. */
async function topicsOf(actor: Actor, { kind, input }: Saga): Promise<ProgressView["links"]> {
  if (SWEEPS.includes(kind)) return membersOf(input.members as string[])
  if (kind === SANCTIONING && isStaff(actor))
    return membersOf((input.members as { id: string }[]).map(({ id }) => id))
  if (!MOVING.includes(kind)) return []
  const found = await Promise.all(
    [input.from, input.to].map(async (id) => {
      try {
        const { topic, category } = await visibleTopic(actor, String(id), { consistent: true })
        return { title: topic.title, href: topicPath(topic, { area: areaOf(category) }) }
      } catch (error) {
        if (isForumError(error, "not-found")) return undefined
        throw error
      }
    }),
  )
  const topics = found.filter((topic) => topic !== undefined)
  return topics.filter(({ href }, i) => topics.findIndex((other) => other.href === href) === i)
}

/** The members that it has to do with, for staff. */
async function membersOf(ids: string[]): Promise<ProgressView["links"]> {
  return (await getUsers(ids)).map(({ id, name }) => ({ title: name, href: staffMemberPath(id) }))
}
