/** Workers that are killed as machines are: by SIGKILL, at any moment. */
import { fork } from "node:child_process"
import { once } from "node:events"
import { afterAll, afterEach, expect, inject, test } from "vitest"
import { MINUTE, now, sleep } from "#lib/base/clock.ts"
import { mintId } from "#lib/base/ids.ts"
import { putMany } from "#lib/db/batch.ts"
import { Posts, Revisions } from "#lib/db/items/posts.ts"
import { isUnfinished } from "#lib/db/items/sagas.ts"
import { postsFrom } from "#lib/db/patterns/posts.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { table } from "#lib/db/table.ts"
import { mergeTopics } from "#lib/forum/merging.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { aCategory, aTopic, someone, staff } from "#lib/testing/people.ts"
import { finish, presentTime } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"

freshTable()
afterEach(presentTime)
afterAll(expectConsistent, 120_000)

const POSTS = 80
const KILLS = 6

test("workers that are killed at any moment lose no post and double none", { timeout: 60_000 }, async () => {
  const [author, moderator, category] = [await someone(), await staff(), await aCategory()]
  const one = await aTopic(author, category)
  const two = await aTopic(author, category)
  const person = { id: author.id, name: author.name }
  const ids = Array.from({ length: POSTS }, (_, i) => mintId(now() + i, `killed ${i}`))
  const post = (id: string) => ({ id, topic: two.topic, author: person, html: "<p>South</p>", renderer: 1 })
  const at = new Date().toISOString()
  await putMany([
    ...ids.map((id) => Posts.encode({ ...post(id), createdAt: at, version: 1, likeCount: 0 })),
    ...ids.map((id) => Revisions.encode({ post: id, n: 1, source: "South", editor: person, createdAt: at })),
  ])
  // What followed from the posts has followed: else each would come late, with a saga of its own.
  await settle()
  const saga = await mergeTopics(moderator, { topic: two.topic, other: one.topic })
  let killed = 0
  for (let ahead = 0; killed < KILLS; ahead += 2 * MINUTE) {
    const args = [inject("endpoint"), table().name, saga.id, String(ahead)]
    const worker = fork("lib/testing/saga-worker.ts", args, { stdio: ["ignore", "ignore", "inherit", "ipc"] })
    await once(worker, "message")
    await sleep(20 + 25 * killed)
    worker.kill("SIGKILL")
    await once(worker, "exit")
    killed++
    if (!isUnfinished((await getSaga(saga.id))!)) break
  }
  expect((await finish(saga.id)).state).toBe("done")
  const there = (await postsFrom(one.topic, { limit: 1000, consistent: true })).map(({ id }) => id)
  expect(there).toEqual([one.post, two.post, ...ids].sort())
  expect(await postsFrom(two.topic, { consistent: true })).toEqual([])
  expect(killed).toBeGreaterThan(1)
})
