import { beforeAll, describe, expect, test } from "vitest"
import type { Category } from "#lib/db/items/categories.ts"
import { bookmarkOn, bookmarksOf } from "#lib/db/patterns/own-lists.ts"
import { readStateOf } from "#lib/db/patterns/reading.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { keptOf } from "#lib/testing/lists.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import type { Member } from "./actor.ts"
import { bookmarkPost, unbookmarkPost } from "./bookmarks.ts"
import { changeCategory } from "./categories.ts"
import { watchTopic } from "./watching.ts"

freshTable()

withoutLimits()

let ann: Member
let open: Category

beforeAll(async () => {
  ann = await someone()
  open = await aCategory()
})

describe("a bookmark", () => {
  const marksOf = async (who: Member) =>
    (await bookmarksOf(who.id, async (some) => some.map((bookmark) => ({ bookmark })))).items.map(
      ({ bookmark }) => [bookmark.post, bookmark.note],
    )

  test("keeps its topic on the list until the last one is gone", async () => {
    const who = await someone()
    const { topic, post } = await aTopic(ann, open)
    const { post: reply } = await aReply(ann, topic)
    await bookmarkPost(who, { post, note: "For winter." })
    await bookmarkPost(who, { post: reply })
    expect(await marksOf(who)).toEqual([
      [reply, undefined],
      [post, "For winter."],
    ])
    await unbookmarkPost(who, { post })
    expect(await keptOf(who)).toEqual([topic])
    await unbookmarkPost(who, { post: reply })
    expect(await keptOf(who)).toEqual([])
    expect(await marksOf(who)).toEqual([])
  })

  test("comes back with its note, and in its place, when it was taken away by mistake", async () => {
    const who = await someone()
    const { post } = await aTopic(ann, open)
    const { at } = await bookmarkPost(who, { post, note: "Read again" })
    await unbookmarkPost(who, { post })
    await unbookmarkPost(who, { post })
    expect(await bookmarkPost(who, { post })).toMatchObject({ note: "Read again", at })
    await bookmarkPost(who, { post, note: "" })
    expect(await marksOf(who)).toEqual([[post, undefined]])
  })

  test("set and taken away at once is there or not, and everything agrees", async () => {
    const who = await someone()
    const { topic, post } = await aTopic(ann, open)
    for (let round = 0; round < 5; round++) {
      await bookmarkPost(who, { post })
      await Promise.all([
        unbookmarkPost(who, { post }),
        bookmarkPost(who, { post }),
        watchTopic(who, { topic, level: "normal" }),
        unbookmarkPost(who, { post }),
      ])
      const isThere = (await bookmarkOn(who.id, post))?.removedAt === undefined
      expect((await readStateOf(who.id, topic))?.bookmarks?.has(post) ?? false).toBe(isThere)
      expect((await keptOf(who)).includes(topic)).toBe(isThere)
      expect(await marksOf(who)).toHaveLength(isThere ? 1 : 0)
    }
  })

  test("can be taken away where one may not read any more", async () => {
    const who = await someone()
    const place = await aCategory()
    const { post } = await aTopic(ann, place)
    await bookmarkPost(who, { post })
    await changeCategory({ kind: "operator" }, place.id, { readers: "staff" })
    await expect(bookmarkPost(who, { post })).rejects.toMatchObject({ kind: "not-found" })
    await unbookmarkPost(who, { post })
    expect(await marksOf(who)).toEqual([])
  })
})
