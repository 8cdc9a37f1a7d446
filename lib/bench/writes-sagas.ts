/** Writes of sagas: what begins one, and the turns of which they are made, each with the place from which it goes on. */

import { epochSecondsIn, MINUTE, nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { putMany } from "#lib/db/batch.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import { type Post, Posts, type Reaction, Reactions } from "#lib/db/items/posts.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { type ReadState, ReadStates } from "#lib/db/items/users.ts"
import { keptUnder } from "#lib/db/patterns/belongings.ts"
import { wholePosts } from "#lib/db/patterns/moving.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"

import { eraseKept, erasePost } from "#lib/db/writes/leaving.ts"
import { beginMoving, carryLike, movePost } from "#lib/db/writes/moving.ts"
import { renameInPost, renameInReaction } from "#lib/db/writes/names.ts"
import { advanceSaga, hurrySaga, putSagaPart, takeSaga } from "#lib/db/writes/sagas.ts"
import { type Member, memberFrom } from "#lib/forum/actor.ts"
import { mergeTopics } from "#lib/forum/merging.ts"
import { setPages } from "#lib/sagas/paging.ts"
import type { World } from "./world.ts"

const OWNER = "measured"
const taken = () => new Error("Another worker has it.")

export async function measureSagaWrites(
  world: World,
  write: (number: string, work: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const [ann, bob] = world.members.map((user) => memberFrom(user)) as [Member, Member]
  const moderator: Member = { ...bob, role: "moderator" }
  const [long, from, to] = [world.topics[0]!, world.topics[20]!, world.topics[21]!]
  const shown = world.posts[1]!
  const posts = Array.from(
    { length: 12 },
    (): Post => ({ ...shown, id: newId(), topic: from.id, createdAt: nowIso() }),
  )
  const likes = world.members.slice(0, 12).map(
    ({ id, name }): Reaction => ({
      post: posts[0]!.id,
      topic: from.id,
      createdAt: nowIso(),
      user: { id, name },
    }),
  )
  await putMany([...posts.map(Posts.encode), ...likes.map(Reactions.encode)])

  let saga: Saga | undefined
  await write("W-93", async () => {
    saga = await mergeTopics(moderator, { topic: from.id, other: to.id })
  })
  let now = (await getSaga(saga!.id))!
  const lease = { owner: OWNER, until: new Date(epochSecondsIn(MINUTE) * 1000).toISOString() }
  await write("W-222", () => commit([hurrySaga(now, taken)]))
  now = { ...now, version: now.version + 1 }
  await write("W-93b", () => commit([takeSaga(now, lease, taken)]))
  now = { ...now, lease, version: now.version + 1 }
  const turn = async (number: string, writes: Write[]): Promise<void> => {
    await write(number, () => commit([...writes, advanceSaga(now, OWNER, taken)]))
    now = { ...now, version: now.version + 1 }
  }

  const whole = (await wholePosts(from.id, { limit: 100 })).filter(({ post }) =>
    posts.some(({ id }) => id === post.id),
  )
  const moves = [{ saga: now.id, from: from.id }]
  await turn(
    "W-94",
    whole.flatMap((one) => movePost(one, to.id, moves)),
  )
  await turn(
    "W-94b",
    likes.flatMap(({ user, post }) => carryLike(user.id, post, from.id, to.id)),
  )
  await commit([beginMoving(long, now.id)])
  const way = () => ({ from: from.id, to: long.id, saga: now.id })
  await turn("W-95", (await setPages(way)(now, undefined)).writes)
  const moved = posts.slice(0, 8).map((post) => ({ ...post, topic: to.id }))
  const [renamed, person] = [
    { id: shown.author.id, name: "someone_else" },
    { id: ann.id, name: "someone_else" },
  ]
  await turn(
    "W-96",
    moved.flatMap((post) => renameInPost(post, renamed) ?? []),
  )
  await turn(
    "W-96b",
    likes.map(({ post, user }) => renameInReaction(post, { ...person, id: user.id })),
  )
  const removed = { by: person, at: nowIso(), why: "Left.", byStaff: false }
  await turn(
    "W-97",
    moved.map((post) => erasePost({ ...post, author: renamed }, removed)),
  )
  const gone = newId()
  const states = Array.from(
    { length: 12 },
    (): ReadState => ({ user: gone, topic: newId(), updatedAt: nowIso() }),
  )
  await putMany(states.map(ReadStates.encode))
  await turn("W-98", eraseKept(gone, (await keptUnder(gone, { limit: 25 })).items))
  const part = {
    saga: now.id,
    n: 1,
    file: "posts.jsonl",
    text: "South. ".repeat(4000),
    expiresAt: 4_000_000_000,
  }
  await turn("W-99", [putSagaPart(part)])
}
