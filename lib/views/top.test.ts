import { expect, test } from "vitest"
import { setClock } from "#lib/base/clock.ts"
import { bestTopics } from "#lib/projections/best-topics.ts"
import { topicFigures } from "#lib/projections/topic-figures.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { categoryPage } from "./category.ts"
import { topPage } from "./top.ts"

freshTable()

async function answered(category: Awaited<ReturnType<typeof aCategory>>, title: string, replies: number) {
  const [ann, bob] = [await someone(), await someone()]
  const { topic } = await aTopic(ann, category, { title })
  for (let i = 0; i < replies; i++) await aReply(bob, topic, `Reply ${i}`)
  return topic
}

test("the best topics of all categories stand together, without what only some may read", async () => {
  const [harbour, kitchen, closed] = [
    await aCategory(),
    await aCategory(),
    await aCategory({ readers: "members" }),
  ]
  const third = await answered(harbour, "A little answered", 1)
  const first = await answered(harbour, "Answered a lot", 7)
  const second = await answered(kitchen, "Answered some", 3)
  await answered(kitchen, "Not answered", 0)
  await answered(closed, "Whispered about", 9)
  await settle({ projections: [topicFigures, bestTopics] })
  for (const period of ["all", "month"])
    expect((await topPage(period))?.topics.map(({ id }) => id)).toEqual([first, second, third])
  expect((await topPage("all"))?.topics[1]?.category?.id).toBe(kitchen.id)
  const own = await categoryPage({ kind: "guest" }, harbour.id, ["top"])
  expect(own?.topics.map(({ id }) => id)).toEqual([first, third])
  setClock(() => Date.now() + 40 * 24 * 3_600_000)
  expect((await topPage("month"))?.topics).toEqual([])
  setClock()
})

test.each([["ever"], ["all", "1"], ["all", "0"], ["all", "2"], ["all", "x"], ["month", "99"]])(
  "there is no page %s %s",
  async (...at: string[]) => {
    expect(await topPage(at[0]!, at[1])).toBeNull()
  },
)
