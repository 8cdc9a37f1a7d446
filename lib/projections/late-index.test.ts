import { expect, test } from "vitest"
import { inboxOf } from "#lib/db/patterns/notifications.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { changeCategory, visibleCategories } from "#lib/forum/categories.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { watchCategory } from "#lib/forum/watching.ts"
import { intercept } from "#lib/testing/faults.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"

freshTable()

/** As an index that does not come after its table until the test ends. */
function late(): () => void {
  return intercept(async (sent, goOn) => {
    const answer = await goOn()
    if (sent.input.IndexName === "GSI2") answer.output.Items = []
    return answer
  })
}

test("a category that was closed is seen as closed although the index still says that everyone may read it", async () => {
  const category = await aCategory()
  intercept(async (sent, goOn) => {
    const answer = await goOn()
    if (sent.input.IndexName === "GSI3")
      for (const item of answer.output.Items) if (item.id.S === category.id) item.readers = { S: "everyone" }
    return answer
  })
  expect((await visibleCategories(GUEST)).map(({ id }) => id)).toContain(category.id)
  await changeCategory({ kind: "operator" }, category.id, { readers: "staff" })
  expect((await visibleCategories(GUEST)).map(({ id }) => id)).not.toContain(category.id)
})

test("who watches a category is told of a new topic although the index by id does not have it yet", async () => {
  const [ann, ben, category] = [await someone(), await someone(), await aCategory()]
  await watchCategory(ben, { category: category.id, level: "watching" })
  await settle()
  await aTopic(ann, category)
  const stop = late()
  await settle()
  stop()
  expect(await inboxOf(ben.id, { consistent: true })).toMatchObject({ unread: 1 })
})

test("a topic that was moved is counted where it is although the index names its old place", async () => {
  const [mod, from, to] = [await staff(), await aCategory(), await aCategory()]
  const { topic } = await aTopic(mod, from)
  await settle()
  await aReply(mod, topic)
  await moveTopic(mod, { topic, category: to.id })
  const stop = late()
  await settle()
  stop()
  expect(await findTopic(topic, { consistent: true })).toMatchObject({ category: to.id, postCount: 2 })
})
