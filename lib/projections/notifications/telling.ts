/** Tells people of posts: once each, only what they may see and want to hear of. */
import { DAY, epochSecondsIn, nowIso } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import type { Notification, NotificationKind } from "#lib/db/items/notifications.ts"
import type { User } from "#lib/db/items/users.ts"
import { isPending } from "#lib/db/items/users.ts"
import { findUsers } from "#lib/db/patterns/imports.ts"
import { whatIsThere } from "#lib/db/patterns/notifications.ts"
import { type Stance, stancesOf } from "#lib/db/patterns/watching.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { memberFrom } from "#lib/forum/actor.ts"
import { changeInboxes, type InboxChange, inboxWrites } from "#lib/forum/inboxes.ts"
import { canSeeCategory } from "#lib/forum/seeing.ts"
import { settings } from "#lib/forum/settings.ts"
import type { SettingValues } from "#lib/forum/settings-list.ts"
import { type Concerned, notificationId, type Scene } from "./audience.ts"
import { isOpen, scenesOf } from "./scenes.ts"
import { settleNow } from "./settling.ts"

/** What nobody looked at for so long is nobody's news. */
const LIFE = 90 * DAY
/** As many notifications of one inbox as go in one transaction. */
const OF_ONE_INBOX = 20

/**
 * Tells everybody in `list` who may see it and wants to hear of it; of several reasons the first counts. Told again,
 * it tells nobody: what somebody has been told of lies under a key that follows from receiver and post.
 */
export async function tell(list: Concerned[]): Promise<void> {
  const wanted = await wantedOf(once(list))
  if (wanted.length === 0) return
  const changes = await Promise.all(
    [...Map.groupBy(wanted, ({ user }) => user).values()].map((ofOne) => changesFor(ofOne)),
  )
  await changeInboxes(changes.flat(), (_user, { changes }) => tellAgain(changes.map(({ after }) => after!)))
  await lookAgain(wanted.map(({ post, topic }) => ({ topic, id: post })))
}

/** What was hidden while it was told is taken back at once: its hiding may have looked before it was told. */
async function lookAgain(posts: { topic: string; id: string }[]): Promise<void> {
  for (const [id, scene] of await scenesOf(posts))
    if (!isOpen(scene)) await settleNow({ topic: scene.topic.id, post: id })
}

function once(list: Concerned[]): Concerned[] {
  const first = new Map<string, Concerned>()
  for (const one of list) {
    const name = `${one.user}#${one.scene.post.id}`
    if (one.user !== one.scene.post.author.id && !first.has(name)) first.set(name, one)
  }
  return [...first.values()]
}

/** The notifications that are due, read already where the receiver has had the post on the screen. */
async function wantedOf(list: Concerned[]): Promise<Notification[]> {
  const users = new Map(
    (await findUsers([...new Set(list.map(({ user }) => user))])).map((user) => [user.id, user]),
  )
  const set = await settings()
  const due: Notification[] = []
  for (const ofOne of Map.groupBy(
    list,
    ({ scene }) => `${scene.topic.id}#${scene.post.author.id}`,
  ).values()) {
    const { topic, category, post } = ofOne[0]!.scene
    const allowed = ofOne.filter(({ user, scene }) => maySee(users.get(user), scene, set))
    const stances = await stancesOf([...new Set(allowed.map(({ user }) => user))], {
      topic: topic.id,
      category: category.id,
      parent: category.parent,
      author: post.author.id,
    })
    const byUser = new Map(stances.map((stance) => [stance.user, stance]))
    for (const one of allowed) {
      const stance = byUser.get(one.user)
      if (stance && wants(stance, one.kind)) due.push(notificationOf(one, stance))
    }
  }
  return due
}

function maySee(user: User | undefined, scene: Scene, set: SettingValues): boolean {
  return (
    user !== undefined &&
    !user.leftAt &&
    !isPending(user) &&
    isOpen(scene) &&
    canSeeCategory(memberFrom(user, set), scene.category)
  )
}

/** What is said to somebody in person reaches them in a muted category, though not in a muted topic. */
const IN_PERSON: NotificationKind[] = ["mention", "quote", "reply"]

/** Whether somebody who stands so wants to hear of it. A muted topic tells nothing at all, nor does a muted author. */
function wants({ level, mutesAuthor, state }: Stance, kind: NotificationKind): boolean {
  if (mutesAuthor || state?.level === "muted") return false
  if (IN_PERSON.includes(kind)) return true
  if (level === "muted") return false
  if (kind === "followed") return true
  // Who began the topic and asked for less is only told what is said to them.
  if (kind === "own-topic") return state?.level === undefined || state.level === "watching"
  return level === "watching"
}

function notificationOf({ scene, user, kind, at }: Concerned, { state }: Stance): Notification {
  const { post, topic } = scene
  return {
    id: notificationId(user, post.id, at === post.createdAt ? undefined : at),
    ...{ user, kind, category: topic.category, topic: topic.id, post: post.id },
    ...{ by: [post.author], count: 1, title: topic.title, createdAt: at, round: 0 },
    ...(state?.lastRead && state.lastRead >= post.id && at === post.createdAt && { readAt: nowIso() }),
    expiresAt: epochSecondsIn(LIFE),
  }
}

/** The changes of one inbox, in pieces that fit in a transaction; what is there already is left out. */
async function changesFor(ofOne: Notification[], { consistent = false } = {}): Promise<InboxChange[]> {
  const told = await whatIsThere(
    // Whom an edit names may have been told of the post before.
    ofOne.flatMap((one) => [one, { user: one.user, id: notificationId(one.user, one.post) }]),
    { consistent },
  )
  const { inbox } = told[0]!
  const fresh = ofOne.filter((_, i) => !told[2 * i]!.notification && !told[2 * i + 1]!.notification)
  const pieces: InboxChange[] = []
  for (let at = 0; at < fresh.length; at += OF_ONE_INBOX)
    pieces.push({
      inbox,
      changes: fresh.slice(at, at + OF_ONE_INBOX).map((one) => ({ after: { ...one, round: inbox.round } })),
    })
  return pieces
}

/** Others were quicker: by reading, or by telling the same. */
async function tellAgain(list: Notification[]): Promise<void> {
  await untilSettled(async () => {
    const pieces = await changesFor(list, { consistent: true })
    for (const piece of pieces) await commit(inboxWrites(piece))
    return pieces
  })
}
