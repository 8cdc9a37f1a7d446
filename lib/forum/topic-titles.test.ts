import { describe, expect, test } from "vitest"
import { config } from "#lib/config.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { removePost } from "./removal.ts"
import { moveTopic } from "./topics.ts"

freshTable()
withoutLimits()

describe("an address of a topic in a post", () => {
  test("becomes its title when everybody may see it, and never that of another", async () => {
    const [writer, staff] = [await someone(), await someone(undefined, { role: "admin" })]
    const [open, members] = [await aCategory(), await aCategory({ readers: "members" })]
    const where = await aTopic(writer, open)
    const shownAs = async (topic: string): Promise<string> => {
      const { post } = await aReply(writer, where.topic, `${config().url}/t/x/${topic.toLowerCase()}`)
      return /<a [^>]*>([^<]*)</.exec((await findPost(post, { consistent: true }))!.html)![1]!
    }
    const address = (topic: string) => `${config().url}/t/x/${topic.toLowerCase()}`
    const [seen, hidden, gone] = [
      await aTopic(writer, open, { title: "A title for all" }),
      await aTopic(writer, members, { title: "A title for members" }),
      await aTopic(writer, open, { title: "A title of before" }),
    ]
    await removePost(writer, { post: gone.post })
    expect(await shownAs(seen.topic)).toBe("A title for all")
    expect(await shownAs(hidden.topic)).toBe(address(hidden.topic))
    expect(await shownAs(gone.topic)).toBe(address(gone.topic))
    await moveTopic(staff, { topic: seen.topic, category: members.id })
    expect(await shownAs(seen.topic)).toBe(address(seen.topic))
  })
})
