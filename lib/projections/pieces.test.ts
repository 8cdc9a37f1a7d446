/** Each read model comes out the same, however often whoever makes it anew is killed. */
import { beforeAll, expect, test, vi } from "vitest"
import { mintId } from "#lib/base/ids.ts"
import { forgetConfig } from "#lib/config.ts"
import { commit } from "#lib/db/commit.ts"
import type { Post } from "#lib/db/items/posts.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { everything } from "#lib/db/scan.ts"
import { putPost } from "#lib/db/writes/posts.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { removePost } from "#lib/forum/removal.ts"
import { searchIndex } from "#lib/search/current.ts"
import { SCOPES } from "#lib/search/search-index.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { rebuiltInPieces } from "#lib/testing/rebuilt.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { bestTopics } from "./best-topics.ts"
import type { Projection } from "./contract.ts"
import { names } from "./names.ts"
import { search } from "./search.ts"
import { thanks } from "./thanks.ts"
import { unanswered } from "./unanswered.ts"

freshTable()
vi.stubEnv("STOA_LIMIT_SCALE", "100000")
forgetConfig()

const writers = new Set<unknown>()
/** More than is read at once. */
const LONG = 105

beforeAll(async () => {
  const [mod, fan] = [await staff(), await someone()]
  for (const readers of ["everyone", "members"] as const) {
    const category = await aCategory({ readers })
    for (let n = 0; n < 3; n++) {
      const writer = await someone()
      writers.add(writer.id)
      const { topic, post } = await aTopic(writer, category, { title: `Sloops of kind ${n}` })
      if (n > 0) await likePost(fan, { post: (await aReply(writer, topic, "A sloop.")).post, liked: true })
      if (n === 1 && readers === "everyone") await makeLong((await findPost(post))!)
      if (n === 2) await removePost(mod, { post: (await aReply(writer, topic, "Sunk sloop.")).post })
    }
  }
  await settle()
}, 60_000)

async function makeLong(first: Post): Promise<void> {
  for (let n = 0; n < LONG; n++) {
    const id = mintId(Date.now() + n, `long ${first.topic} ${n}`)
    const likes = n % 50 === 0 ? { likeCount: 2, importedLikes: 2 } : { likeCount: 0 }
    const { author, createdAt } = first
    const html = `<p>Sloop number ${n}.</p>`
    await commit([
      putPost({ id, topic: first.topic, author, html, renderer: 1, createdAt, version: 1, ...likes }),
    ])
  }
}

async function itemsOf(...types: string[]): Promise<Record<string, unknown>[]> {
  const items: Record<string, unknown>[] = []
  for await (const some of everything()) items.push(...some)
  const nameOf = ({ PK, SK }: Record<string, unknown>) => `${PK} ${SK}`
  return items
    .filter(({ entityType }) => types.includes(String(entityType)))
    .toSorted((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1))
}

const figures = async () =>
  (await itemsOf("User")).map(({ id, likesReceived, answerCount }) => [id, likesReceived, answerCount]).sort()

const KEPT: [Projection, () => Promise<unknown>, string[]][] = [
  // Who never wrote is found again when anything of theirs changes.
  [names, async () => (await itemsOf("Callable")).filter(({ user }) => writers.has(user)), ["Callable"]],
  [unanswered, () => itemsOf("UnansweredTopic"), ["UnansweredTopic"]],
  [bestTopics, async () => (await itemsOf("Top")).map(({ PK, SK, topics }) => [PK, SK, topics]), []],
  [thanks, async () => [await itemsOf("Thanks"), await figures()], []],
]

test.each(KEPT)("$name", async (projection, kept, lost) => {
  const before = await kept()
  expect(JSON.stringify(before).length).toBeGreaterThan(100)
  for (const { PK, SK } of await itemsOf(...lost))
    await commit([{ kind: "delete", key: { PK: String(PK), SK: String(SK) } }])
  expect(await rebuiltInPieces(projection)).toBeGreaterThan(1)
  expect(await kept()).toEqual(before)
})

test("search, of which nobody finds anything twice or not at all", async () => {
  const found = async () => {
    const wish = { text: "sloop", phrases: [], filters: { tags: [] }, order: "date" as const, size: 1_000 }
    const { hits, posts } = await searchIndex().find(SCOPES, { ...wish, byTopic: false })
    return { posts, ids: hits.map(({ post }) => post).toSorted() }
  }
  const { ids } = await found()
  expect(ids.length).toBeGreaterThan(LONG)
  expect(await rebuiltInPieces(search, 4)).toBeGreaterThan(1)
  expect(new Set((await found()).ids)).toEqual(new Set(ids))
  expect((await found()).ids).toHaveLength(ids.length)
})
