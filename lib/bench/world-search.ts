/** The search index of the forum that is measured: posts of 1,000 characters, of words as common and as rare as real ones. */
import { mintId } from "#lib/base/ids.ts"
import { type Entry, SCOPES } from "#lib/search/search-index.ts"
import { keepUp } from "#lib/search/table/upkeep.ts"
import { putPosts, remove } from "#lib/search/table/write.ts"
import type { World } from "./world.ts"

/** As many as a search reads at most, and as many as a worker that keeps up leaves. */
const FRESH = 48
const GONE = 499
const WORDS = 12_000

/** The same pseudo-random numbers each time. */
function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0
    return state / 2 ** 32
  }
}

/** The nth word by how common it is. */
const wordAt = (n: number): string => n.toString(26).replace(/\d/g, (digit) => "qrstuvwxyz"[Number(digit)]!)

/** About 1,000 characters. */
export function aText(seed: number): string {
  const roll = dice(seed)
  const words = Array.from({ length: 200 }, () => wordAt(Math.floor(WORDS ** roll())))
  return words.join(" ").slice(0, 1000)
}

/** Words of a query: one common, one less so, one rare. */
export const A_QUERY = [8, 90, 900].map(wordAt).join(" ")

export function anEntry(post: string, topic: string, seed: number, title?: string): Entry {
  const known = { post, topic, author: mintId(0, "ann"), category: "harbour", tags: ["boats"] }
  const text = aText(seed)
  return { scope: "everyone", replaces: false, post: { ...known, text, ...(title && { title }) } }
}

/** Indexes as many posts as the forum has. */
export async function indexWorld({ posts, topics, postCount }: World): Promise<void> {
  const rest = Array.from({ length: postCount - posts.length }, (_, i) => ({
    id: topics[i]?.firstPost ?? mintId(Date.UTC(2025, 5, 1) + i, `search ${i}`),
    topic: topics[i]?.id ?? mintId(Date.UTC(2025, 5, 1), `search ${i}`),
  }))
  const entries = [...posts, ...rest].map(({ id, topic }, i) => anEntry(id, topic, i, wordAt(i % WORDS)))
  const stamp = Date.UTC(2026, 0, 1)
  for (let at = 0; at < entries.length; at += 200) {
    await putPosts(entries.slice(at, at + 200), stamp)
    while (await keepUp("everyone"));
  }
  for (let i = 0; i < FRESH; i++)
    await putPosts([anEntry(mintId(stamp + i, "fresh"), topics[0]!.id, i, "fresh")], stamp)
  const ids = Array.from({ length: GONE }, (_, i) => mintId(stamp + i, "gone"))
  await remove(ids.flatMap((id) => ({ scope: SCOPES[0]!, kind: "post" as const, id, stamp })))
}
