/** Settles what was told with what may be seen now: withdraws what is hidden, and brings back what is not any more. */

import { commit } from "#lib/db/commit.ts"
import type { Notification } from "#lib/db/items/notifications.ts"
import { findUsers } from "#lib/db/patterns/imports.ts"
import { toldAbout, whatIsThere } from "#lib/db/patterns/notifications.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { memberFrom } from "#lib/forum/actor.ts"
import { changeInboxes, inboxWrites } from "#lib/forum/inboxes.ts"
import { canSeeCategory } from "#lib/forum/seeing.ts"
import { settings } from "#lib/forum/settings.ts"
import { isAnswer, isOpen, scenesOf } from "./scenes.ts"

/** A topic, or one post of it. */
export type Place = { topic: string; post?: string }

/** Settles all that was told about a place. @returns where to go on when that was only the first piece */
export async function settlePiece(place: Place, after?: string): Promise<string | undefined> {
  const { items, next } = await toldAbout(place, after)
  await settleNotifications(items)
  return next
}

/** Settles all that was told about a place, however much it is: for places of which little was told. */
export async function settleNow(place: Place): Promise<void> {
  for (let after = await settlePiece(place); after; after = await settlePiece(place, after));
}

/** Settles these; those of one member are counted together. */
export async function settleNotifications(list: Notification[]): Promise<void> {
  const changes = await changesOf(list)
  const inboxes = await whatIsThere(changes.map(({ after }) => ({ user: after.user, id: after.id })))
  const byUser = Map.groupBy(changes.entries(), ([, { after }]) => after.user)
  await changeInboxes(
    [...byUser.values()].map((some) => ({
      inbox: inboxes[some[0]![0]]!.inbox,
      changes: some.map(([, change]) => change),
    })),
    (_user, { changes }) => settleAgain(changes as Settled[]),
  )
}

type Settled = { before: Notification; after: Notification }

async function settleAgain(changes: Settled[]): Promise<void> {
  for (const { before } of changes)
    await untilSettled(async () => {
      const [there] = await whatIsThere([before], { consistent: true })
      const again = there?.notification ? await changesOf([there.notification]) : []
      if (again.length > 0) await commit(inboxWrites({ inbox: there!.inbox, changes: again }))
      return again
    })
}

/** What has to change of each; those that are right are left out. */
async function changesOf(all: Notification[]): Promise<Settled[]> {
  // What is told of a case is about no post: its page asks who may see what.
  const list = all.filter((one) => !one.case)
  if (list.length === 0) return []
  const [scenes, users] = await Promise.all([
    scenesOf(list.map(({ topic, post }) => ({ topic, id: post }))),
    findUsers([...new Set(list.map(({ user }) => user))]),
  ])
  const set = await settings()
  const receivers = new Map(users.map((user) => [user.id, user]))
  return list.flatMap((before) => {
    const [scene, user] = [scenes.get(before.post), receivers.get(before.user)]
    const isTrue = scene && isOpen(scene) && (before.kind !== "answer" || isAnswer(scene))
    const isShown = isTrue && user && canSeeCategory(memberFrom(user, set), scene.category)
    const { withdrawn: _, ...shown } = before
    const after: Notification = {
      ...shown,
      ...(scene && { topic: scene.topic.id, category: scene.topic.category }),
      ...(!isShown && { withdrawn: true }),
    }
    const isSame = ["withdrawn", "topic", "category"].every(
      (name) => before[name as keyof Notification] === after[name as keyof Notification],
    )
    return isSame ? [] : [{ before, after }]
  })
}
