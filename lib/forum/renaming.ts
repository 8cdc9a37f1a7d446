/** Another name for a member: at once on their account and profile, and by a saga wherever it stands. */
import { z } from "zod"
import { DAY, now } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import type { User } from "#lib/db/items/users.ts"
import { getUser, userBySkeleton } from "#lib/db/patterns/users.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { swapName } from "#lib/db/writes/names.ts"
import { putSaga } from "#lib/db/writes/sagas.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import { type Actor, requireMember } from "./actor.ts"
import { memberFlags } from "./holding.ts"
import { isSameName, Name, skeletonOf } from "./names.ts"
import { newSaga } from "./sagas.ts"
import { judgedName } from "./watched-words.ts"

export const RenameInput = z.object({ name: Name })

/** Who is known by a name should not be somebody else every week. */
export const RENAME_EVERY = 30 * DAY

export const RENAMING = "rename-member"

/**
 * Gives the actor another name. The old one stays theirs: its address leads to the new one, and nobody else can
 * take it. @returns the saga that brings the name everywhere; undefined when it is their name already
 * @throws ForumError unauthenticated, forbidden, limited, conflict/name-taken, invalid/watched-word
 */
export async function renameMember(
  actor: Actor,
  { name }: z.output<typeof RenameInput>,
): Promise<Saga | undefined> {
  const member = requireMember(actor)
  const user = await getUser(member.id, { consistent: true })
  if (!user) throw new ForumError("unauthenticated", "session-ended")
  authorize(actor, "member.rename", { member: user })
  if (user.name === name) return undefined
  const next = nextRename(user)
  if (next > now()) throw tooSoon(next)
  const watched = await judgedName(name, member)
  return untilSettled(async () => {
    const saga = newSaga(RENAMING, { user: user.id }, { by: user.id })
    const flags = await memberFlags(member, watched, name)
    await commit([...swapName(user, name, skeletonOf(name)), ...putSaga(saga, user.id), ...flags])
    return saga
  })
}

/** From when on the member may take another name, in milliseconds since 1970. */
export function nextRename(user: Pick<User, "renamedAt">): number {
  return user.renamedAt ? Date.parse(user.renamedAt) + RENAME_EVERY : 0
}

function tooSoon(next: number): ForumError {
  const message = t("inputs.renamed-lately", { day: new Date(next) })
  return new ForumError("limited", "slow-down", { field: "name", message })
}

/** By which name somebody goes now who was once called `name`; undefined when nobody was. */
export async function presentNameOf(name: string): Promise<string | undefined> {
  const user = await userBySkeleton(skeletonOf(name))
  const wasTheirs = user?.formerNames?.some((former) => isSameName(former, name))
  return wasTheirs ? user?.name : undefined
}
