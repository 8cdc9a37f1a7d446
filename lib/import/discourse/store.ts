/** Writes what was built: first what nobody sees yet, then the rows, in a transaction with all that counts them. */
import { nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { chunks } from "#lib/db/batch.ts"
import { commit } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Tally } from "#lib/db/items/imports.ts"
import { OldAddresses } from "#lib/db/items/site.ts"
import { Tags } from "#lib/db/items/topics.ts"
import { findCategories, findCategory } from "#lib/db/patterns/categories.ts"
import { findOldAddresses, findUsers, ownersOfNames } from "#lib/db/patterns/imports.ts"
import { overtaken, untilSettled } from "#lib/db/retry.ts"
import { countInCategory, setPinned } from "#lib/db/writes/categories.ts"
import { putImportedMember, putTally } from "#lib/db/writes/imports.ts"
import { putPost, putRevision } from "#lib/db/writes/posts.ts"
import { putCountedTopic } from "#lib/db/writes/topics.ts"
import { countForAuthor } from "#lib/db/writes/users.ts"
import { isSameName, skeletonOf } from "#lib/forum/names.ts"
import { isPublic } from "#lib/forum/seeing.ts"
import { putAll } from "../put-all.ts"
import { type BuiltPost, type BuiltTopic, itemsOf } from "./build.ts"
import type { ImportedMember } from "./members.ts"

const MEMBERS_AT_ONCE = 45
/** Pinned topics of a category that are taken over. */
const MAX_PINNED = 5

/** Topics that are new here: everything but the rows first, then the rows and all that counts them at once. */
export async function writeTopics(topics: BuiltTopic[], addresses: Record<string, unknown>[]): Promise<void> {
  const tags = [...new Set(topics.flatMap(({ row }) => row.tags))]
  await putAll([
    ...topics.flatMap(itemsOf),
    ...addresses,
    ...tags.map((tag) => Tags.encode({ tag, createdAt: nowIso() })),
  ])
  const [id, ids] = [newId(), [...new Set(topics.map(({ row }) => row.category))]]
  await untilSettled(async () => {
    const categories = await findCategories(ids, { consistent: true })
    const tally = tallyOf(id, topics, categories)
    const isEmpty = Object.keys(tally.members).length === 0
    await commit([
      ...topics.map(({ row }) => putCountedTopic(row)),
      ...categoryCounts(topics, categories),
      isEmpty ? undefined : putTally(tally),
    ])
    return tally
  })
}

function categoryCounts(topics: BuiltTopic[], categories: Category[]): ReturnType<typeof countInCategory>[] {
  const sums = new Map<string, { topics: number; posts: number; lastPostAt: string }>()
  for (const { row } of topics) {
    if (row.removed) continue
    const sum = sums.get(row.category) ?? { topics: 0, posts: 0, lastPostAt: "" }
    sum.topics++
    sum.posts += row.postCount
    if (row.lastPostAt > sum.lastPostAt) sum.lastPostAt = row.lastPostAt
    sums.set(row.category, sum)
  }
  return categories.flatMap((category) => {
    const counted = sums.get(category.id)
    if (!counted) return []
    const { lastPostAt, ...sum } = counted
    const isNewer = lastPostAt > (category.lastPostAt ?? "")
    return countInCategory(category.id, { ...sum, ...(isNewer && { lastPostAt }) }, overtaken)
  })
}

/** The figures of members are on their public pages: they tell nothing of what is not. */
function tallyOf(id: string, topics: BuiltTopic[], categories: Category[]): Tally {
  const open = new Set(categories.filter(isPublic).map((category) => category.id))
  const members: Tally["members"] = {}
  const add = (id: string, topics: number, posts: number): void => {
    const sum = members[id] ?? { topics: 0, posts: 0 }
    members[id] = { topics: sum.topics + topics, posts: sum.posts + posts }
  }
  for (const { row, posts } of topics.filter(({ row }) => open.has(row.category))) {
    add(row.author.id, 1, 0)
    for (const { post } of posts) add(post.author.id, 0, 1)
  }
  return { id, members }
}

/** Posts of a topic that is here already: they come in as any reply does, and are counted as any is. */
export async function extendTopic(
  topic: { id: string; category: string },
  posts: BuiltPost[],
  addresses: Record<string, unknown>[],
): Promise<void> {
  const category = await findCategory(topic.category, { consistent: true })
  const isOpen = category !== undefined && isPublic(category)
  for (const { post, revision } of posts) {
    await commit([
      putPost(post),
      putRevision(revision),
      isOpen ? countForAuthor(post.author.id, { topics: 0, posts: 1 }) : undefined,
    ])
  }
  await putAll(addresses)
}

/** Those of the members who are here already, by id: with the name that they have now. */
export async function namesHere(members: { id: string }[]): Promise<Map<string, string>> {
  const users = await findUsers(members.map(({ id }) => id))
  return new Map(users.map(({ id, name }) => [id, name]))
}

/** Which of the names belong to somebody here, by skeleton. */
export async function takenNames(skeletons: string[]): Promise<Map<string, string>> {
  return ownersOfNames([...new Set(skeletons)])
}

/** Members who are new here, and the addresses of those whose name changed. */
export async function writeMembers(members: ImportedMember[], here: Map<string, string>): Promise<void> {
  const fresh = members.filter(({ id }) => !here.has(id))
  for (const some of chunks(fresh, MEMBERS_AT_ONCE)) await commit(some.flatMap(memberWrites))
  const moved = members.flatMap(({ name, sourceNames }) =>
    sourceNames
      .filter((old) => old && !isSameName(old, name))
      .map((old) => ({ address: `discourse#u#${old.toLowerCase()}`, to: { kind: "member" as const, name } })),
  )
  const known = await findOldAddresses(moved.map(({ address }) => address))
  await putAll(unique(moved.filter((_, i) => !known[i])).map(OldAddresses.encode))
}

function unique<T extends { address: string }>(list: T[]): T[] {
  return [...new Map(list.toReversed().map((one) => [one.address, one])).values()]
}

function memberWrites({ id, name, since }: ImportedMember): ReturnType<typeof putImportedMember> {
  const createdAt = new Date(Math.min(since, Date.now())).toISOString()
  return putImportedMember(
    {
      id,
      name,
      role: "member",
      sessionEpoch: 1,
      about: "",
      topicCount: 0,
      postCount: 0,
      createdAt,
      updatedAt: createdAt,
      version: 1,
    },
    skeletonOf(name),
  )
}

/** Pins what was pinned there, a few for each category. */
export async function pinTopics(pinned: Map<string, string[]>): Promise<void> {
  for (const category of await findCategories([...pinned.keys()], { consistent: true })) {
    const all = [...new Set([...category.pinned, ...pinned.get(category.id)!])]
    const some = all.slice(0, Math.max(MAX_PINNED, category.pinned.length))
    if (some.length > category.pinned.length) await commit([setPinned(category, some)])
  }
}
