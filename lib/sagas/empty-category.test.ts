import { afterAll, afterEach, describe, expect, test } from "vitest"
import { topicRowsOf } from "#lib/db/patterns/moving.ts"
import { topicsWithTag } from "#lib/db/patterns/tags.ts"
import { emptyCategory } from "#lib/forum/emptying.ts"
import { removePost } from "#lib/forum/removal.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { aCategory, aTopic, someone, staff } from "#lib/testing/people.ts"
import { dying, finish, inPairs, presentTime } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import type { runSaga } from "./runner.ts"

freshTable()
afterEach(presentTime)
afterAll(expectConsistent)

const idsIn = async (category: string): Promise<string[]> =>
  (await topicRowsOf(category, { limit: 1000 })).map(({ id }) => id)

describe("a category whose topics all go to another one", () => {
  test.each([
    ["one worker", undefined],
    ["workers that die after every turn", dying],
    ["two workers at once", inPairs],
  ] as [string, typeof runSaga | undefined][])(
    "loses none, nor what is started meanwhile, by %s",
    async (name, work) => {
      const [author, admin] = [await staff(), await staff("admin")]
      const [from, to] = [await aCategory(), await aCategory({ readers: "members" })]
      const tag = `tag-${name.replaceAll(" ", "-")}`.slice(0, 30)
      const topics: string[] = []
      for (let i = 0; i < 8; i++)
        topics.push((await aTopic(author, from, { tags: i === 0 ? [tag] : [] })).topic)
      const gone = await aTopic(author, from)
      await removePost(author, { post: gone.post })
      topics.push(gone.topic)
      const saga = await emptyCategory(admin, { from: from.id, to: to.id })
      let late = 0
      await finish(saga.id, {
        ...(work && { work }),
        between: async () => {
          if (late++ < 2) topics.push((await aTopic(author, from)).topic)
          await settle()
        },
      })
      expect(await idsIn(from.id)).toEqual([])
      expect(await idsIn(to.id)).toEqual(topics)
      const tagged = await topicsWithTag(tag, () => true)
      expect(tagged.items.map(({ id, category }) => [id, category])).toEqual([[topics[0], to.id]])
    },
  )

  test("is emptied by administrators alone", async () => {
    const [from, to] = [await aCategory(), await aCategory()]
    const input = { from: from.id, to: to.id }
    await expect(emptyCategory(await someone(), input)).rejects.toThrow(/may not/)
    await expect(emptyCategory(await staff(), input)).rejects.toThrow(/may not/)
    await expect(emptyCategory({ kind: "operator" }, { ...input, to: from.id })).rejects.toThrow(
      /same category/,
    )
    await expect(emptyCategory({ kind: "operator" }, { ...input, to: "nowhere" })).rejects.toThrow(
      /does not exist/,
    )
  })
})
