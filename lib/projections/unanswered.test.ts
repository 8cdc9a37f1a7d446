import { describe, expect, test } from "vitest"
import { commit } from "#lib/db/commit.ts"
import { unansweredKey } from "#lib/db/keys/topics.ts"
import { unansweredTopics } from "#lib/db/patterns/topics.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { oneByOne, twice } from "#lib/testing/deliveries.ts"
import { aCategory, aReply, aTopic, staff } from "#lib/testing/people.ts"
import { rebuilt } from "#lib/testing/rebuilt.ts"
import { changesSince, settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { topicFigures } from "./topic-figures.ts"
import { unanswered } from "./unanswered.ts"

freshTable()

const settled = (deliver = twice) => settle({ projections: [topicFigures, unanswered], deliver })
const waitingIn = async (category: string) => (await unansweredTopics(category)).items.map(({ id }) => id)

describe("what waits for a reply", () => {
  test("is what nobody has answered, newest first; closed and removed topics wait for none", async () => {
    const [mod, category] = [await staff(), await aCategory()]
    const [old, answered, removed] = [
      await aTopic(mod, category),
      await aTopic(mod, category),
      await aTopic(mod, category),
    ]
    const young = await aTopic(mod, category)
    await settled()
    expect(await waitingIn(category.id)).toEqual([young, removed, answered, old].map(({ topic }) => topic))
    await aReply(mod, answered.topic)
    await removePost(mod, { post: removed.post })
    await settled(oneByOne)
    expect(await waitingIn(category.id)).toEqual([young.topic, old.topic])
    await restorePost(mod, { post: removed.post })
    await settled()
    expect(await waitingIn(category.id)).toEqual([young.topic, removed.topic, old.topic])
  })

  test("goes along when its topic is moved", async () => {
    const [mod, here, there] = [await staff(), await aCategory(), await aCategory()]
    const { topic } = await aTopic(mod, here)
    await settled()
    await moveTopic(mod, { topic, category: there.id })
    await settled()
    expect([await waitingIn(here.id), await waitingIn(there.id)]).toEqual([[], [topic]])
  })

  test("is told by the row: what comes late changes nothing", async () => {
    const [mod, category] = [await staff(), await aCategory()]
    const { topic } = await aTopic(mod, category)
    const begun = await changesSince()
    await settled()
    await aReply(mod, topic)
    await settled()
    await unanswered.apply(begun.filter(({ entityType }) => entityType === "Topic"))
    expect(await waitingIn(category.id)).toEqual([])
  })

  test("is made anew from the rows", async () => {
    const [mod, category] = [await staff(), await aCategory()]
    const [waiting, answered] = [await aTopic(mod, category), await aTopic(mod, category)]
    await aReply(mod, answered.topic)
    await settled()
    await commit([
      { kind: "delete", key: unansweredKey(category.id, waiting.topic) },
      {
        kind: "put",
        item: {
          ...unansweredKey(category.id, answered.topic),
          ...{ entityType: "UnansweredTopic", category: category.id, topic: answered.topic },
        },
      },
    ])
    expect(await waitingIn(category.id)).toEqual([])
    await rebuilt(unanswered)
    expect(await waitingIn(category.id)).toEqual([waiting.topic])
    expect((await unansweredTopics(category.id)).items).toHaveLength(1)
  })
})
