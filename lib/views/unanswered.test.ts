import { expect, test } from "vitest"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { categoryPage } from "./category.ts"
import { unansweredPage } from "./unanswered.ts"

freshTable()

test("what waits for a reply stands on one page for all categories that everyone may read", async () => {
  const [ann, open] = [await someone(), await aCategory()]
  const closed = await aCategory({ readers: "members" })
  const [waiting, answered] = [await aTopic(ann, open), await aTopic(ann, open)]
  const secret = await aTopic(ann, closed)
  await aReply(ann, answered.topic)
  await settle()
  const ids = (await unansweredPage())!.topics.map(({ id }) => id)
  expect(ids).toContain(waiting.topic)
  for (const { topic } of [answered, secret]) expect(ids).not.toContain(topic)
  const own = await categoryPage({ kind: "guest" }, open.id, ["unanswered"])
  expect(own?.topics.map(({ id }) => id)).toEqual([waiting.topic])
  expect(await unansweredPage("nonsense")).toBeNull()
})
