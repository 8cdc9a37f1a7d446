/** Merging many posts costs as much for each as merging few. */
import { afterEach, expect, test } from "vitest"
import { nowIso } from "#lib/base/clock.ts"
import { mintId, timeOf } from "#lib/base/ids.ts"
import { meter } from "#lib/bench/meter.ts"
import { putMany } from "#lib/db/batch.ts"
import { commit } from "#lib/db/commit.ts"
import { Posts } from "#lib/db/items/posts.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { putPost } from "#lib/db/writes/posts.ts"
import { type Member, personOf } from "#lib/forum/actor.ts"
import { mergeTopics, splitTopic, undoMove } from "#lib/forum/merging.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { aCategory, aReply, aTopic, staff } from "#lib/testing/people.ts"
import { wrongFigures } from "#lib/testing/recount.ts"
import { dying, finish, Killed, presentTime } from "#lib/testing/sagas.ts"
import { freshTable } from "#lib/testing/table.ts"
import { runSaga } from "./runner.ts"

freshTable()
afterEach(presentTime)

/** From so many on, pages are set once. */
const MANY = 510

/** Two topics that so many people talked in by turns. */
async function longTopics(posts: number) {
  const ann = await staff()
  const category = await aCategory()
  const topics = [await aTopic(ann, category), await aTopic(ann, category)]
  const start = Date.now()
  const shown = { author: personOf(ann), html: "<p>So it is.</p>", renderer: 1, version: 1, likeCount: 0 }
  const all = Array.from({ length: posts }, (_, i) => ({
    ...{ ...shown, id: mintId(start + i, `post ${i}`), topic: topics[i % 2]!.topic, createdAt: nowIso() },
  }))
  await putMany(all.map(Posts.encode))
  await settleFigures()
  return { ann, category, one: topics[0]!.topic, two: topics[1]!.topic, all }
}

/** A worker that dies after a few turns, so that what they brought is counted before the next ones. */
const someTurns: typeof runSaga = (id) => {
  let turns = 0
  return runSaga(id, () => {
    if (++turns === 5) throw new Killed()
  })
}

/** What it costs in all, counting included. With 2,000 and 4,000 posts it was 3,276 + 10,575 and 6,532 + 21,027 units. */
async function costOfMerging(posts: number) {
  const { ann, category, one, two } = await longTopics(posts)
  const { own } = await meter(async () => {
    const { id } = await mergeTopics(ann, { topic: one, other: two })
    await finish(id, { work: someTurns, between: () => settleFigures() })
    await settleFigures()
  })
  expect(await wrongFigures(category.id)).toEqual([])
  expect(await findTopic(one)).toMatchObject({ postCount: posts + 2 })
  expect((await findTopic(one))?.moving).toBeUndefined()
  return { ...own, ann, category, one, two }
}

test("merging twice as many posts costs twice as much", { timeout: 300_000 }, async () => {
  const small = await costOfMerging(MANY)
  const large = await costOfMerging(2 * MANY)
  expect(large.rcu / small.rcu).toBeLessThan(2.4)
  expect(large.wcu / small.wcu).toBeLessThan(2.4)
})

test("pages are right after a large merge is undone, whatever was written meanwhile", {
  timeout: 300_000,
}, async () => {
  const { ann, category, one, two } = await longTopics(MANY)
  const merge = await mergeTopics(ann, { topic: one, other: two })
  await finish(merge.id, { between: () => writing(ann, one) })
  await settleFigures()
  expect(await wrongFigures(category.id)).toEqual([])
  await finish((await undoMove(ann, { saga: merge.id })).id, { between: () => writing(ann, one) })
  await settleFigures()
  expect(await wrongFigures(category.id)).toEqual([])
  expect((await findTopic(two))?.moving).toBeUndefined()
})

test("pages are right after most of a long topic went into one of its own", {
  timeout: 300_000,
}, async () => {
  const { ann, category, one, all } = await longTopics(600)
  const post = all.find(({ id, topic }, i) => topic === one && i > 100 && id)!.id
  const input = { post, title: "All that follows", category: category.id, which: "following" } as const
  const saga = await splitTopic(ann, input)
  await finish(saga.id, { work: someTurns, between: () => settleFigures() })
  await settleFigures()
  expect(await wrongFigures(category.id)).toEqual([])
})

test("pages are right when posts come in before where they are being set", { timeout: 300_000 }, async () => {
  const { ann, category, one, two, all } = await longTopics(MANY)
  const { id } = await mergeTopics(ann, { topic: one, other: two })
  let late = 0
  await finish(id, {
    work: dying,
    between: async () => {
      const { step, cursor } = (await getSaga(id))!
      // Some pages are set. What was begun long ago is committed only now; and once more, further on.
      const at = (cursor as { post?: string } | undefined)?.post
      if (step === "pages" && at && at > all[(late + 1) * 150]!.id && late < 2) {
        const place = timeOf(all[3 + late * 100]!.id)
        const { likeCount, ...words } = all[0]!
        const posts = Array.from({ length: 3 }, (_, n) => ({
          ...{ ...words, likeCount, id: mintId(place, `late ${late} ${n}`), topic: one },
        }))
        late++
        await commit(posts.map(putPost))
      }
      await settleFigures()
    },
  })
  await settleFigures()
  expect(late).toBe(2)
  expect(await wrongFigures(category.id)).toEqual([])
  expect((await findTopic(one))?.settingAgain).toBeUndefined()
})

async function writing(member: Member, topic: string): Promise<void> {
  await aReply(member, topic)
  await settleFigures()
}
