/** What a member follows, and the pages on which they choose how closely. */
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { addressOf } from "#lib/db/items/categories.ts"
import type { Level } from "#lib/db/items/watching.ts"
import { readStateOf } from "#lib/db/patterns/reading.ts"
import { getUsers } from "#lib/db/patterns/users.ts"
import { followedOf, followersOf, keepingOf, mutesOf, type Some } from "#lib/db/patterns/watching.ts"
import type { Actor, Member } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { type Stance, stanceOn } from "#lib/forum/following.ts"
import { isStaff } from "#lib/forum/ranks.ts"
import { visibleCategory, visibleTopic } from "#lib/forum/visible.ts"
import { choicesOf, levelIn, stancesOnCategories } from "#lib/forum/watching.ts"
import { areaOf, categoryPath, type PeopleList, topicPath } from "#lib/web/paths.ts"
import { type CategoryLink, linkTo } from "./categories.ts"
import { memberNamed } from "./member.ts"

export type { Level } from "#lib/db/items/watching.ts"
export type { Stance } from "#lib/forum/following.ts"

export type WatchView = {
  id: string
  name: string
  path: string
  level: Level
  /** Where the level comes from. */
  from: "choice" | "category" | "itself" | "nothing"
}

export type CategoryWatchView = WatchView & {
  /** The category above it, whose level it has while it has none of its own. */
  parent?: { name: string; level: Level }
  /** Whether it has parts, which have its level unless they have one of their own. */
  hasParts: boolean
}

/** How closely the member follows a topic. @throws ForumError not-found */
export async function loadTopicWatch(member: Member, id: string): Promise<WatchView> {
  const { topic, category } = await visibleTopic(member, id)
  const [state, keeping] = await Promise.all([
    readStateOf(member.id, topic.id, { consistent: true }),
    keepingOf(member.id),
  ])
  const inCategory = stancesOnCategories(keeping.categories, [category]).get(category.id)
  return {
    id: topic.id,
    name: topic.title,
    path: topicPath(topic, { area: topic.removed ? "private" : areaOf(category) }),
    level: levelIn(state, inCategory),
    from: state?.level ? (state.chosen ? "choice" : "itself") : inCategory?.level ? "category" : "nothing",
  }
}

/** How closely the member follows a category. @throws ForumError not-found */
export async function loadCategoryWatch(member: Member, id: string): Promise<CategoryWatchView> {
  const category = await visibleCategory(member, id)
  const [keeping, categories] = await Promise.all([
    keepingOf(member.id, { consistent: true }),
    visibleCategories(member),
  ])
  const stances = stancesOnCategories(keeping.categories, categories)
  const own = keeping.categories.find((one) => one.category === category.id)?.level
  const parent = categories.find(({ id }) => id === category.parent)
  return {
    id: category.id,
    name: category.name,
    path: categoryPath(addressOf(category), { area: areaOf(category) }),
    level: stances.get(category.id)?.level ?? "normal",
    from: own ? "choice" : parent ? "category" : "nothing",
    ...(parent && { parent: { name: parent.name, level: stances.get(parent.id)?.level ?? "normal" } }),
    hasParts: categories.some(({ parent }) => parent === category.id),
  }
}

export type StanceView = {
  id: string
  name: string
  stance: Stance
  isSelf: boolean
  /** Whether they are staff, who may take something off profiles. */
  staff: boolean
}

/** How the member stands to another. @throws ForumError not-found */
export async function loadStance(member: Member, name: string): Promise<StanceView> {
  const other = await memberNamed(name)
  if (!other) throw new ForumError("not-found", "member-missing")
  return {
    id: other.id,
    name: other.name,
    stance: await stanceOn(member.id, other.id),
    isSelf: other.id === member.id,
    staff: isStaff(member),
  }
}

export type PeopleView = {
  list: PeopleList
  people: { id: string; name: string }[]
  next?: string
  isFirst: boolean
}

/** Whom the member follows or has muted, or who follows them; null when there is no such page. */
export async function peoplePage(
  member: Member,
  list: PeopleList,
  after?: string,
): Promise<PeopleView | null> {
  const from = after === undefined ? undefined : Id.safeParse(after)
  if (from && !from.success) return null
  const { items, next } = await idsOf(member.id, list, from?.data)
  const people = (await getUsers(items)).map(({ id, name }) => ({ id, name }))
  return { list, people, ...(next && { next }), isFirst: after === undefined }
}

async function idsOf(user: string, list: PeopleList, after?: string): Promise<Some<string>> {
  if (list === "following") {
    const { items, next } = await followedOf(user, after)
    return { items: items.map(({ followed }) => followed.id), ...(next && { next }) }
  }
  if (list === "followers") {
    const { items, next } = await followersOf(user, after)
    return { items: items.map(({ follower }) => follower.id), ...(next && { next }) }
  }
  // All of them at once, for there are not many: shown by as many as of the others.
  const muted = (await mutesOf(user)).map((mute) => mute.muted.id).filter((id) => id > (after ?? ""))
  return { items: muted.slice(0, 50), ...(muted.length > 50 && { next: muted[49]! }) }
}

export type WatchingSettings = {
  choices: ReturnType<typeof choicesOf>
  categories: { category: CategoryLink; level: Level }[]
}

/** What follows by itself, and the categories for which the member chose a level. */
export async function loadWatchingSettings(actor: Actor): Promise<WatchingSettings | undefined> {
  if (actor.kind !== "member") return undefined
  const [visible, { general, categories }] = await Promise.all([
    visibleCategories(actor),
    keepingOf(actor.id, { consistent: true }),
  ])
  return {
    choices: choicesOf(general),
    categories: visible.flatMap((category) => {
      const level = categories.find((one) => one.category === category.id)?.level
      // "Normal" is a choice where it is not what the category above has.
      return level && (level !== "normal" || category.parent)
        ? [{ category: linkTo(category, visible), level }]
        : []
    }),
  }
}
