import { describe, expect, test } from "vitest"
import { GUEST } from "#lib/forum/actor.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aReply, aTopic, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { jumpAddress } from "./jumping.ts"

freshTable()
withoutLimits()

async function aLongTopic(readers: "everyone" | "staff" = "everyone") {
  const ann = await staff()
  const { topic, post } = await aTopic(ann, await aCategory({ readers }))
  const posts = [post]
  for (let n = 2; n <= 23; n++) posts.push((await aReply(ann, topic)).post)
  await settle()
  return { ann, topic, posts: posts.map((id) => id.toLowerCase()) }
}

describe("a jump inside a topic", () => {
  test("leads to a post by its number, to a page, and to the end where that lies beyond it", async () => {
    const { topic, posts } = await aLongTopic()
    const to = (jump: Parameters<typeof jumpAddress>[2]) => jumpAddress(GUEST, topic, jump)
    expect(await to({ post: "3" })).toMatch(new RegExp(`${topic.toLowerCase()}#p-${posts[2]}$`))
    expect(await to({ post: "#22", page: "1" })).toMatch(new RegExp(`/2#p-${posts[21]}$`))
    expect(await to({ post: "999" })).toMatch(new RegExp(`/2#p-${posts[22]}$`))
    expect(await to({ page: "2" })).toMatch(/\/2$/)
    expect(await to({ page: "77" })).toMatch(/\/2$/)
    for (const nonsense of [{}, { post: "x", date: "yesterday" }, { page: "-1" }, { date: "2026-13-45" }])
      expect(await to(nonsense)).toMatch(new RegExp(`/${topic.toLowerCase()}$`))
  })

  test("leads to the first post since a day, and to the last one after all days", async () => {
    const { topic, posts } = await aLongTopic()
    const since = (date: string) => jumpAddress(GUEST, topic, { date })
    expect(await since("2001-01-01")).toMatch(new RegExp(`#p-${posts[0]}$`))
    expect(await since("2999-01-01")).toMatch(new RegExp(`/2#p-${posts[22]}$`))
  })

  test("tells nothing of a topic that one may not see", async () => {
    const { ann, topic } = await aLongTopic("staff")
    expect(await jumpAddress(GUEST, topic, { post: "3" })).toBeNull()
    expect(await jumpAddress(GUEST, "nonsense", { post: "3" })).toBeNull()
    expect(await jumpAddress(ann, topic, { post: "3" })).toMatch(/^\/private\/t\//)
  })
})
