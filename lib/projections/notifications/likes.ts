/** Tells the author of a post that it is liked: by one notification, whoever and however many like it. */
import { DAY, epochSecondsIn } from "#lib/base/clock.ts"
import { mintId } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import { isUnread, type Liked, type Notification } from "#lib/db/items/notifications.ts"
import type { Reaction } from "#lib/db/items/posts.ts"
import { likedAndInbox, notificationAndInbox } from "#lib/db/patterns/notifications.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { readStateOf } from "#lib/db/patterns/reading.ts"
import { reactionsTo } from "#lib/db/patterns/revisions.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { mutesOf } from "#lib/db/patterns/watching.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { deleteLiked, putLiked } from "#lib/db/writes/notifications.ts"
import { memberFrom } from "#lib/forum/actor.ts"
import { type Change, inboxWrites } from "#lib/forum/inboxes.ts"
import { canSeeCategory } from "#lib/forum/seeing.ts"
import { settings } from "#lib/forum/settings.ts"
import type { Scene } from "./audience.ts"
import { isOpen, scenesOf } from "./scenes.ts"

const LIFE = 90 * DAY
/** Names that a notification says; the rest are "3 others". */
const NAMES = 3
/** Likes that are looked at; of a post that has more, the post's own figure is told. */
const LOOKED_AT = 100

/** Makes what the author of a post was told of its likes what it should be: however often, it is the same. */
export async function tellLikes(post: string): Promise<void> {
  const found = await findPost(post, { consistent: true })
  const scene = found && (await scenesOf([found])).get(post)
  if (scene) await untilSettled(() => tellNow(scene))
}

async function tellNow(scene: Scene): Promise<object> {
  const { post } = scene
  const user = post.author.id
  const { liked } = await likedAndInbox(user, post.id)
  const [{ notification: told, inbox }, likes] = await Promise.all([
    notificationAndInbox(user, liked?.notification ?? NONE),
    likesOf(scene),
  ])
  const [newest] = likes.by
  if (!newest) {
    if (liked)
      await commit(
        inboxWrites({ inbox, changes: [{ before: told }].filter(isChange), with: [deleteLiked(liked)] }),
      )
    return likes
  }
  const isNews = !liked || newest.createdAt > liked.lastAt
  const people = { by: likes.by.slice(0, NAMES).map((like) => like.user), count: likes.count }
  const write = (after: Notification, others: Write[] = [], before = told): Promise<void> =>
    commit(inboxWrites({ inbox, changes: [{ before, after }], with: others }))

  if (told && (!isNews || isUnread(told, inbox) || told.withdrawn)) {
    const remembered = isNews ? [putLiked({ ...liked!, lastAt: newest.createdAt }, liked)] : []
    if (isNews || JSON.stringify(people) !== JSON.stringify({ by: told.by, count: told.count }))
      await write({ ...told, ...people }, remembered)
    return likes
  }
  if (!isNews || !(await wants(scene))) return likes
  const { id: topic, category, title } = scene.topic
  const after: Notification = {
    id: mintId(Date.parse(newest.createdAt), `${user}#${post.id}#likes`),
    ...{ user, kind: "like", category, topic, post: post.id, title, ...people },
    ...{ createdAt: newest.createdAt, round: inbox.round, expiresAt: epochSecondsIn(LIFE) },
  }
  const remembered: Liked = {
    ...{ user, post: post.id, notification: after.id, lastAt: newest.createdAt },
    expiresAt: after.expiresAt,
  }
  // What was read comes again, on top: one notification a post.
  const changes: Change[] = [...(told ? [{ before: told }] : []), { after }]
  await commit(inboxWrites({ inbox, changes, with: [putLiked(remembered, liked)] }))
  return likes
}

const NONE = "0".repeat(26)

const isChange = (change: { before: Notification | undefined }): change is { before: Notification } =>
  change.before !== undefined

/** Who likes the post, the newest first, without whom its author has muted. */
async function likesOf({ post }: Scene): Promise<{ by: Reaction[]; count: number }> {
  const [all, mutes] = await Promise.all([
    reactionsTo(post.id, { limit: LOOKED_AT, consistent: true }),
    mutesOf(post.author.id),
  ])
  const muted = new Set(mutes.map((mute) => mute.muted.id))
  const by = all.filter((like) => !muted.has(like.user.id) && like.user.id !== post.author.id)
  by.sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1))
  return { by, count: all.length < LOOKED_AT ? by.length : Math.max(by.length, post.likeCount) }
}

async function wants(scene: Scene): Promise<boolean> {
  const [user, state] = await Promise.all([
    getUser(scene.post.author.id, { consistent: true }),
    readStateOf(scene.post.author.id, scene.topic.id),
  ])
  if (!user || user.leftAt || !isOpen(scene) || state?.level === "muted") return false
  return canSeeCategory(memberFrom(user, await settings()), scene.category)
}
