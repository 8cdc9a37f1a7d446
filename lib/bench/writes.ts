/** Every write, done through the verb that people use, on a long topic and a large member list. */
import { randomUUID } from "node:crypto"
import { epochSecondsIn, MINUTE, nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { User } from "#lib/db/items/users.ts"
import { holdAskedName } from "#lib/db/writes/asking.ts"
import { putMember } from "#lib/db/writes/registrations.ts"
import { deleteToken, putKept, putToken } from "#lib/db/writes/site.ts"
import { type Member, memberFrom } from "#lib/forum/actor.ts"
import { acceptAnswer } from "#lib/forum/answers.ts"
import { lockTopic } from "#lib/forum/closing.ts"
import { editPost } from "#lib/forum/editing.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { reply } from "#lib/forum/posts.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { readUpTo } from "#lib/forum/reading.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { moveTopic, startTopic } from "#lib/forum/topics.ts"
import { spend } from "#lib/limits/spend.ts"
import { measureActWrites } from "./acts.ts"
import { measureCaseWrites } from "./cases.ts"
import { COST_WRITES } from "./costs.ts"
import { DRAFT_WRITES } from "./drafts.ts"
import { type Consumed, meter, type Purpose } from "./meter.ts"
import { measureProfileWrites } from "./profiles.ts"
import { THANKS_WRITES } from "./thanks.ts"
import { measureTrustWrites } from "./trust.ts"
import { measureTwoStepWrites } from "./two-step.ts"
import type { World } from "./world.ts"
import { measureAdminWrites } from "./writes-admin.ts"
import { measureFigureWrites } from "./writes-figures.ts"
import { measureMailWrites } from "./writes-mail.ts"
import { measureMergingWrites } from "./writes-merging.ts"
import { NAME_WRITES } from "./writes-names.ts"
import { measureNotificationWrites } from "./writes-notifications.ts"
import { measureSagaWrites } from "./writes-sagas.ts"
import { measureSearchWrites } from "./writes-search.ts"
import { STATISTICS_WRITES } from "./writes-statistics.ts"
import { measureStreamWrites } from "./writes-stream.ts"
import { measureUploadWrites } from "./writes-uploads.ts"
import { WATCHING_WRITES } from "./writes-watching.ts"

/** 0.9 kB of source, which makes a post of 1.2 kB. */
const BODY = "South, like the birds. ".repeat(30)

/** What each write consumed, by its number; done in this order, because one builds on the other. */
export async function measureWrites(world: World): Promise<Map<string, Consumed>> {
  const found = new Map<string, Consumed>()
  const member = memberFrom(world.members[1]!)
  const staff: Member = { ...memberFrom(world.members[2]!), role: "moderator" }
  const topic = world.topics[0]!.id
  const [first, second, third, fourth] = world.posts as [Post, Post, Post, Post]
  const form = () => randomUUID()
  const write = async (numbers: Partial<Record<Purpose, string>>, work: () => Promise<unknown>) => {
    const sums = await meter(work)
    for (const [purpose, number] of Object.entries(numbers)) found.set(number, sums[purpose as Purpose])
  }

  const body = BODY
  await write({ own: "W-2" }, () => reply(member, { form: form(), topic, body }))
  await write({ rate: "W-12" }, () => spend("draft.save", member.id))
  const started = { title: "Where do the boats go?", body, tags: ["boats", "winter"], category: "harbour" }
  let made = { topic: "", post: "" }
  await write({ own: "W-1" }, async () => {
    made = await startTopic(member, { ...started, form: form() })
  })
  await write({ own: "W-3" }, () => editPost(staff, { post: fourth.id, version: 1, body }))
  const changed = { title: "Where do all boats go?", tags: started.tags, topicVersion: 1 }
  await write({ own: "W-3b" }, () => editPost(member, { post: made.post, version: 1, body, ...changed }))
  await write({ own: "W-4" }, () => likePost(member, { post: third.id, liked: true }))
  await write({ own: "W-4b" }, () => likePost(member, { post: third.id, liked: false }))
  await write({ own: "W-5" }, () => moveTopic(staff, { topic: made.topic, category: "deck" }))
  await write({ own: "W-6" }, () => removePost(staff, { post: made.post }))
  await write({ own: "W-6b" }, () => restorePost(staff, { post: made.post }))
  await write({ own: "W-7" }, () => removePost(staff, { post: third.id }))
  await write({ own: "W-7b" }, () => restorePost(staff, { post: third.id }))
  await write({ own: "W-8" }, () => acceptAnswer(staff, { post: second.id, accepted: true }))
  await write({ own: "W-9" }, () => lockTopic(staff, { topic, locked: true }))
  await write({ own: "W-10" }, () => readUpTo(member, { post: first.id }))
  await write({ own: "W-11" }, () =>
    commit(putMember({ user: newcomer(), skeleton: skeletonOf(newcomer().name), hash: "x".repeat(97) })),
  )
  const asking = { member: world.members[0]!.id, address: "member-0@example.org" }
  await commit(holdAskedName({ ...asking, skeleton: "asked first" }))
  await write({ own: "W-11b" }, () =>
    commit(holdAskedName({ ...asking, skeleton: "asked later", before: "asked first", frees: true })),
  )
  const expiresAt = epochSecondsIn(MINUTE)
  await write({ own: "W-13" }, () =>
    commit([putToken({ hash: "fresh", purpose: "reset", user: member.id, expiresAt })]),
  )
  await write({ own: "W-13b" }, () => commit([deleteToken("fresh")]))
  await write({ own: "W-14" }, () =>
    commit([putKept({ secret: "fresh", page: "/new", fields: { body }, expiresAt })]),
  )
  for (const [number, work] of Object.entries({ ...WATCHING_WRITES, ...DRAFT_WRITES, ...NAME_WRITES }))
    await write({ own: number }, () => work(world, member))
  await measureMailWrites(world, member, write)
  await measureFigureWrites(world, (number, work) => write({ own: number }, work))
  await measureSearchWrites(write, world)
  await measureStreamWrites(write)
  for (const [number, work] of Object.entries({ ...STATISTICS_WRITES, ...COST_WRITES, ...THANKS_WRITES }))
    await write({ own: number }, () => work(world))
  await measureNotificationWrites(world, write)
  await measureSagaWrites(world, (number, work) => write({ own: number }, work))
  await measureUploadWrites(world, member, write)
  await measureCaseWrites(world, member, staff, write)
  await measureProfileWrites(world, { staff, member }, write)
  await measureTrustWrites(world, { staff, member }, write)
  await measureAdminWrites(world, staff, write)
  await measureActWrites(world, staff, write)
  await measureTwoStepWrites(world, write)
  await measureMergingWrites(world, staff, write)
  return found
}

function newcomer(): User {
  const at = nowIso()
  return {
    ...{ id: newId(), name: "newcomer", email: "newcomer@example.org", role: "member", sessionEpoch: 1 },
    ...{ about: "", topicCount: 0, postCount: 0, createdAt: at, updatedAt: at, version: 1 },
  }
}
