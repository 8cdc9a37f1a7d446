/** Where the address of a topic leads that was merged into another: for now, while it can be undone; then for good. */
import { afterEach, expect, test, vi } from "vitest"
import { DAY, setClock } from "#lib/base/clock.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { mergeTopics, undoMove } from "#lib/forum/merging.ts"
import { UNDO_FOR } from "#lib/forum/undoable.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aTopic, staff } from "#lib/testing/people.ts"
import { finish } from "#lib/testing/sagas.ts"
import { freshTable } from "#lib/testing/table.ts"
import { addressOfMerged, addressOfTopic } from "./addresses.ts"

vi.mock("next/cache", () => ({ unstable_cache: <T>(load: T) => load }))
freshTable()
withoutLimits()
afterEach(() => setClock())

async function threeTopics() {
  const ann = await staff()
  const category = await aCategory()
  const topics = [await aTopic(ann, category), await aTopic(ann, category), await aTopic(ann, category)]
  return { ann, ids: topics.map(({ topic }) => topic) as [string, string, string] }
}

const later = (ms: number) => setClock(() => Date.now() + ms)

test("a merged topic leads on for now while it can be undone, and then for good", async () => {
  const { ann, ids } = await threeTopics()
  const [one, two] = ids
  await finish((await mergeTopics(ann, { topic: one, other: two })).id)
  expect(await addressOfMerged(GUEST, two)).toMatchObject({ to: expect.any(String), forGood: false })
  expect(await addressOfTopic(two)).toMatchObject({ forGood: false })
  later(UNDO_FOR + DAY)
  expect(await addressOfMerged(GUEST, two)).toMatchObject({ forGood: true })
})

test("one that was merged long ago leads on for now as long as the next one in the row can be taken out", async () => {
  const { ann, ids } = await threeTopics()
  const [one, two, three] = ids
  await finish((await mergeTopics(ann, { topic: two, other: three })).id)
  later(UNDO_FOR + DAY)
  const last = await finish((await mergeTopics(ann, { topic: one, other: two })).id)
  expect(await addressOfMerged(GUEST, three)).toMatchObject({ forGood: false })
  await finish((await undoMove(ann, { saga: last.id })).id)
  expect(await addressOfMerged(GUEST, three)).toMatchObject({ forGood: true })
})

test("a topic that is what it was is left where it is", async () => {
  const { ids } = await threeTopics()
  expect(await addressOfMerged(GUEST, ids[0])).toBeNull()
  expect(await addressOfTopic(ids[0])).toMatchObject({ forGood: true })
})
