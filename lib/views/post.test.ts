import { expect, test } from "vitest"
import { findPost } from "#lib/db/patterns/posts.ts"
import { splitTopic } from "#lib/forum/merging.ts"
import { removePost } from "#lib/forum/removal.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { loadPostOptions } from "./post.ts"

freshTable()

test("no topic begins with a post that was removed: its row would say what stood there", async () => {
  const [member, moderator, category] = [await someone(), await staff(), await aCategory()]
  const { topic } = await aTopic(member, category)
  const { post } = await aReply(member, topic, "Not for everybody")
  expect((await loadPostOptions(moderator, post)).can.split).toBe(true)
  await removePost(member, { post })
  expect((await loadPostOptions(moderator, post)).can.split).toBe(false)
  const input = { post, title: "About something else", category: category.id, which: "alone" } as const
  await expect(splitTopic(moderator, input)).rejects.toMatchObject({ code: "post-removed" })
  expect((await findPost(post))?.topic).toBe(topic)
})
