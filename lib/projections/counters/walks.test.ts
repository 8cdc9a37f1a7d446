import { expect, test } from "vitest"
import { moveTopic } from "#lib/forum/topics.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { allPosts, cursorOf, placeIn } from "./walks.ts"

freshTable()

test("a topic that is moved to where all was done is walked all the same, also by who goes on", async () => {
  const mod = await staff()
  const [first, last] = [await aCategory(), await aCategory()].toSorted((a, b) => (a.id < b.id ? -1 : 1))
  const { post: early } = await aTopic(await someone(), first!)
  const { topic, post } = await aTopic(await someone(), last!)
  const { post: reply } = await aReply(mod, topic)
  const seen: string[] = []
  let cursor: string | undefined
  for await (const { posts, place } of allPosts()) {
    seen.push(...posts.map(({ id }) => id))
    cursor = cursorOf(place)
    break
  }
  expect(seen).toEqual([early])
  await moveTopic(mod, { topic, category: first!.id })
  for (let isOver = false; !isOver; ) {
    isOver = true
    for await (const { posts, place } of allPosts(placeIn(cursor))) {
      seen.push(...posts.map(({ id }) => id))
      const next = cursorOf(place)
      if (next === cursor) continue
      ;[cursor, isOver] = [next, false]
      break
    }
  }
  expect(new Set(seen)).toEqual(new Set([early, post, reply]))
})
