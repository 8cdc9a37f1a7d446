/** Making one account of two, in the forum that is measured: what begins it, and its usual turns. */
import { epochSecondsIn, MINUTE, nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { putMany } from "#lib/db/batch.ts"
import { commit } from "#lib/db/commit.ts"
import { Posts, Reactions, Revisions } from "#lib/db/items/posts.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { ReadStates } from "#lib/db/items/users.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { advanceSaga, takeSaga } from "#lib/db/writes/sagas.ts"
import type { Member } from "#lib/forum/actor.ts"
import { mergeMembers } from "#lib/forum/member-merging.ts"
import { mergeMembers as kind } from "#lib/sagas/merge-members.ts"
import type { World } from "./world.ts"

const OWNER = "measured"
const taken = () => new Error("Another worker has it.")

type Write = (numbers: { own: string }, work: () => Promise<unknown>) => Promise<unknown>

export async function measureMergingWrites(world: World, staff: Member, write: Write): Promise<void> {
  const [from, into] = [world.members[8]!, world.members[9]!]
  const admin: Member = { ...staff, role: "admin" }
  const [shown, topic] = [world.posts[1]!, world.topics[25]!]
  const author = { id: from.id, name: from.name }
  const post = { ...shown, id: newId(), topic: topic.id, author, createdAt: nowIso() }
  // Nobody has asked for these before: where posts lie is remembered.
  const liked = Array.from({ length: 9 }, () => ({
    ...shown,
    id: newId(),
    topic: topic.id,
    createdAt: nowIso(),
  }))
  const likes = liked.map(({ id }) => id)
  await putMany([
    ...[post, ...liked].map(Posts.encode),
    Revisions.encode({ post: post.id, n: 1, source: "x".repeat(900), editor: author, createdAt: nowIso() }),
    ...likes.map((one) => Reactions.encode({ post: one, user: author, createdAt: nowIso() })),
    ReadStates.encode({
      ...{ user: from.id, topic: topic.id, likes: new Set(likes), updatedAt: nowIso() },
    }),
  ])
  let saga: Saga | undefined
  await write({ own: "W-297" }, async () => {
    saga = await mergeMembers(admin, { member: from.id, into: into.name, sure: "on" })
  })
  let now = (await getSaga(saga!.id))!
  const lease = { owner: OWNER, until: new Date(epochSecondsIn(MINUTE) * 1000).toISOString() }
  await commit([takeSaga(now, lease, taken)])
  now = { ...now, lease, version: now.version + 1 }
  const turn = async (own: string, name: string): Promise<void> => {
    const { turn: work } = kind.steps.find((step) => step.name === name)!
    await write({ own }, async () => {
      const { writes } = await work(now, undefined)
      await commit([...writes, advanceSaga(now, OWNER, taken)])
    })
    now = { ...now, version: now.version + 1 }
  }
  await turn("W-297b", "posts")
  await turn("W-297c", "likes")
}
