/** What the tests of the import share: a table for each test, and what came into it. */
import { randomUUID } from "node:crypto"
import { beforeEach } from "vitest"
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { listCategories } from "#lib/db/patterns/categories.ts"
import { postsFrom } from "#lib/db/patterns/posts.ts"
import { findOldAddress } from "#lib/db/patterns/site.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { connect, ensureTable } from "#lib/db/table.ts"
import { sourcePost } from "#lib/testing/discourse.ts"
import { engine, freshTable } from "#lib/testing/table.ts"

/** A fresh table for each test of the file: an import fills one. */
export function tableForEach(): void {
  freshTable()
  beforeEach(async () => {
    connect({ ...engine(), name: `test-${randomUUID()}` })
    await ensureTable()
  })
}

export async function importedTopic(number: number): Promise<{ topic: Topic; posts: Post[] }> {
  const old = await findOldAddress(`discourse#t#${number}`)
  const id = old?.to.kind === "topic" ? old.to.topic : ""
  return { topic: (await findTopic(id))!, posts: await postsFrom(id, { limit: 10_000 }) }
}

export async function onlyCategory(): Promise<Category> {
  return (await listCategories())[0]!
}

/** A post of topic 22. */
export const post = (id: number, number: number, changes = {}) =>
  sourcePost({ id, topic_id: 22, post_number: number, ...changes })
