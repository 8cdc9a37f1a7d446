/**
 * What members are told. There is no rebuild: what was told is not in the items any more (who watched then, what was
 * read, what ran out), and telling it again would be noise. See docs/adr/0075-notifications.md.
 */
import { DAY, now } from "#lib/base/clock.ts"
import { timeOf } from "#lib/base/ids.ts"
import { Categories } from "#lib/db/items/categories.ts"
import { Notifications } from "#lib/db/items/notifications.ts"
import { type Post, Posts, Reactions } from "#lib/db/items/posts.ts"
import { Topics } from "#lib/db/items/topics.ts"
import { Users } from "#lib/db/items/users.ts"
import { placeOf } from "#lib/db/through.ts"
import { type Change, images, type Projection } from "./contract.ts"
import { tellAnswer } from "./notifications/answers.ts"
import {
  type Concerned,
  crowdsOf,
  type Lists,
  namedIn,
  newlyNamedIn,
  readOnce,
  type Scene,
} from "./notifications/audience.ts"
import { forgetExpired } from "./notifications/expiry.ts"
import { begin, settlePlace } from "./notifications/fan-outs.ts"
import { tellLikes } from "./notifications/likes.ts"
import { isOpen, scenesOf } from "./notifications/scenes.ts"
import { tell } from "./notifications/telling.ts"

export const notifications: Projection = {
  name: "notifications",
  entities: ["Post", "Reaction", "Topic", "Category", "User", "Notification"],
  async apply(changes) {
    const of = Map.groupBy(changes, ({ entityType }) => entityType)
    // Posts first: what is taken back below must have been told.
    await followPosts(of.get("Post") ?? [])
    await followTopics(of.get("Topic") ?? [])
    await followLikes(of.get("Reaction") ?? [])
    await followRights(of)
    await followExpiry(of.get("Notification") ?? [])
  },
}

/** A restored post of this age may not have been told to everybody before it was hidden. */
const YOUNG = DAY

type PostImages = { before?: Post; after?: Post }

async function followPosts(changes: readonly Change[]): Promise<void> {
  const seen = changes.filter(isOfPosts).map((change) => ({ change, ...images(Posts, change) }))
  const told = seen.filter(({ change, ...one }) => isNew(change) || isRestoredSoon(one) || isRenamed(one))
  await tellOf(told as Required<Pick<PostImages, "after">>[] & PostImages[])
  const hidden = new Map<string, { topic: string; post: string }>()
  for (const { before, after } of seen)
    if (before && Boolean(before.removed) !== Boolean(!after || after.removed))
      hidden.set(before.id, { topic: before.topic, post: before.id })
  for (const place of hidden.values()) await settlePlace(place)
}

/** Most changes of posts are likes that are counted: they are not even decoded. */
function isOfPosts({ before, after }: Change): boolean {
  return (
    !before ||
    !after ||
    before.version !== after.version ||
    Boolean(before.removed) !== Boolean(after.removed)
  )
}

/** What an import wrote, or a merge or split moved here, is nobody's news. */
function isNew({ before, after }: Change): boolean {
  return !before && after !== undefined && !after.imported && !after.moves && !after.movedFrom
}

function isRestoredSoon({ before, after }: PostImages): boolean {
  if (!before?.removed || !after || after.removed || after.imported) return false
  return now() - timeOf(after.id) < YOUNG
}

function isRenamed({ before, after }: PostImages): boolean {
  return before !== undefined && after !== undefined && before.version !== after.version
}

async function tellOf(told: PostImages[]): Promise<void> {
  const scenes = await scenesOf(told.map(({ after }) => after!))
  const concerned: Concerned[] = []
  const lists = readOnce()
  for (const { before, after } of told) {
    const scene = scenes.get(after!.id)
    if (!scene || !isOpen(scene)) continue
    if (before && !before.removed) concerned.push(...newlyNamedIn({ ...scene, post: after! }, before))
    else concerned.push(...namedIn(scene, after!), ...(await smallCrowds(scene, lists)))
  }
  await tell(concerned)
}

/** Those who watch, when they are few; many are told by the duty. */
async function smallCrowds(scene: Scene, lists: Lists): Promise<Concerned[]> {
  const some = await Promise.all(crowdsOf(scene).map((crowd) => crowd(scene, undefined, lists)))
  if (some.every(({ next }) => !next)) return some.flatMap(({ items }) => items)
  await begin({ kind: "tell", post: scene.post.id })
  return []
}

async function followTopics(changes: readonly Change[]): Promise<void> {
  const places = new Set<string>()
  const all = changes.filter(isOfTopics).map((change) => images(Topics, change))
  for (const { before, after } of all) {
    // One that comes with a past was moved here.
    const isMoved = !before && after && after.version > 1
    const isSwitched = before && after && Boolean(before.removed) !== Boolean(after.removed)
    if (after && !after.removed ? isMoved || isSwitched : isSwitched) places.add((after ?? before)!.id)
  }
  for (const topic of places) await settlePlace({ topic })
  for (const { before, after } of all) {
    if (!before || !after || before.answer?.at === after.answer?.at) continue
    if (before.answer) await tellAnswer(after.id, before.answer)
    if (after.answer) await tellAnswer(after.id, after.answer)
  }
}

/** Most changes of rows are posts that are counted. */
function isOfTopics({ before, after }: Change): boolean {
  if (!after) return false
  if (!before) return Number(after.version) > 1
  return Boolean(before.removed) !== Boolean(after.removed) || before.answer?.at !== after.answer?.at
}

async function followLikes(changes: readonly Change[]): Promise<void> {
  const liked = new Set(
    changes.map((change) => {
      const { before, after } = images(Reactions, change)
      return (after ?? before)!.post
    }),
  )
  for (const post of liked) await tellLikes(post)
}

/** Whoever may read other things than before sees other notifications. */
async function followRights(of: Map<string, readonly Change[]>): Promise<void> {
  for (const change of of.get("Category") ?? []) {
    const { before, after } = images(Categories, change)
    if (before && after && before.readers !== after.readers)
      await begin({ kind: "settle-category", category: after.id })
  }
  for (const change of of.get("User") ?? []) {
    const { before, after } = change
    if (!before || !after) continue
    // Who of staff has no two-step sign-in has none of its abilities, where the forum wants it.
    const isStaffs = before.role !== "member" && Boolean(before.twoStepAt) !== Boolean(after.twoStepAt)
    if (before.role === after.role && !isStaffs) continue
    await begin({ kind: "settle-member", user: images(Users, change).after!.id })
  }
}

async function followExpiry(changes: readonly Change[]): Promise<void> {
  const expired = changes.filter((change) => change.expired && change.before)
  await forgetExpired(
    expired.map((change) => ({ ...placeOf(change), notification: Notifications.decode(change.before!) })),
  )
}
