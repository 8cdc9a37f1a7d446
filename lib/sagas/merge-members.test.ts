import { afterAll, afterEach, describe, expect, test } from "vitest"
import { actorOf, sessionToken } from "#lib/auth/session.ts"
import { nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { eventsByActor } from "#lib/db/patterns/cases.ts"
import { draftOn } from "#lib/db/patterns/drafts.ts"
import { notesOn } from "#lib/db/patterns/notes.ts"
import { inboxOf, notificationsOf } from "#lib/db/patterns/notifications.ts"
import { bookmarkOn } from "#lib/db/patterns/own-lists.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { readStateOf } from "#lib/db/patterns/reading.ts"
import { reactionsTo, revisionsOf } from "#lib/db/patterns/revisions.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { getUser, userByAccount, userByEmail } from "#lib/db/patterns/users.ts"
import { putHeld, settleHeld } from "#lib/db/writes/held.ts"
import { putAccount } from "#lib/db/writes/members.ts"
import { GUEST, type Member } from "#lib/forum/actor.ts"
import { acceptAnswer } from "#lib/forum/answers.ts"
import { bookmarkPost } from "#lib/forum/bookmarks.ts"
import { mergeMembers, mergePreview } from "#lib/forum/member-merging.ts"
import { writeNote } from "#lib/forum/notes.ts"
import { reply } from "#lib/forum/posts.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { removePost } from "#lib/forum/removal.ts"
import { presentNameOf } from "#lib/forum/renaming.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { aWindow } from "#lib/testing/drafts.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff, suspended } from "#lib/testing/people.ts"
import { dying, finish, inPairs, presentTime } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { runSaga } from "./runner.ts"

freshTable()
afterEach(presentTime)
afterAll(expectConsistent)

/** Somebody with two accounts, who has done with the old one all that one does, and others who took part. */
async function twice() {
  const [old, present, other] = [await someone(), await someone(), await someone()]
  const category = await aCategory({ kind: "question" })
  const own = await aTopic(old, category)
  const theirs = await aTopic(other, category, { body: `Ask @${old.name}.` })
  const answer = await aReply(old, theirs.topic)
  await acceptAnswer(other, { post: answer.post, accepted: true })
  await likePost(other, { post: answer.post, liked: true })
  const gone = await aReply(old, theirs.topic, "Nonsense")
  await removePost(old, { post: gone.post })
  const ofPresent = await aReply(present, theirs.topic, "I think so, too.")
  const replying = await reply(other, {
    form: aForm(),
    topic: theirs.topic,
    replyTo: answer.post,
    body: "Thank you!",
  })
  // Their like of their own other account goes; of two likes of one post one stays.
  await likePost(old, { post: ofPresent.post, liked: true })
  await likePost(old, { post: replying.post, liked: true })
  await likePost(present, { post: replying.post, liked: true })
  await likePost(old, { post: theirs.post, liked: true })
  await bookmarkPost(old, { post: theirs.post, note: "Ropes" })
  await aWindow(old, "topic").type("Begun before")
  const last = await aReply(old, theirs.topic, "The end.")
  await settle()
  return { old, present, other, own, theirs, answer, gone, ofPresent, replying, last }
}

const merged = async (admin: Member, old: Member, present: Member) =>
  (await mergeMembers(admin, { member: old.id, into: present.name, sure: "on" })).id

describe.each([
  ["at one go", runSaga],
  ["by workers that die after every turn", dying],
  ["by two workers at once", inPairs],
])("two accounts of one person become one, %s", (_how, work) => {
  test("with all that was the old one's, counted right", async () => {
    const scene = await twice()
    const { old, present, own, theirs, answer, gone, ofPresent, replying, last } = scene
    const admin = await staff("admin")
    await writeNote(admin, { member: old.id, form: aForm(), text: "Warned by word of mouth" })
    await commit(putAccount("github", `of-${old.id}`, old.id))
    const before = (await getUser(old.id))!
    const session = await sessionToken({ id: old.id, sessionEpoch: 1 })
    const { posts: told } = await mergePreview(admin, old.id, present.name)
    expect(told).toBe(3)
    const id = await merged(admin, old, present)
    // At once: nobody is that account any more.
    expect(await actorOf(session)).toEqual(GUEST)
    expect(await userByEmail(before.email!)).toBeUndefined()
    expect(await presentNameOf(old.name)).toBe(present.name)
    const done = await finish(id, { work })
    expect(done.state).toBe("done")
    await settle()

    expect((await findTopic(own.topic))?.author).toEqual({ id: present.id, name: present.name })
    const row = (await findTopic(theirs.topic))!
    expect(row.lastPost).toMatchObject({ id: last.post, author: { id: present.id } })
    expect(row.answer).toMatchObject({ post: answer.post, author: { id: present.id } })
    for (const { post } of [own, answer, gone, last]) {
      expect((await findPost(post))?.author).toEqual({ id: present.id, name: present.name })
      expect((await revisionsOf(post))[0]?.editor.id).toBe(present.id)
    }
    expect((await findPost(gone.post))?.removed?.by.id).toBe(present.id)
    expect((await findPost(theirs.post))?.html).toContain(present.name)
    expect((await findPost(theirs.post))?.html).not.toContain(old.name)
    expect((await findPost(replying.post))?.replyTo?.author).toEqual({ id: present.id, name: present.name })

    expect(await reactionsTo(ofPresent.post)).toEqual([])
    expect((await reactionsTo(replying.post)).map(({ user }) => user.id)).toEqual([present.id])
    expect((await reactionsTo(theirs.post)).map(({ user }) => user.id)).toEqual([present.id])
    expect((await findPost(replying.post))?.likeCount).toBe(1)
    expect((await findPost(ofPresent.post))?.likeCount).toBe(0)
    expect((await draftOn(present.id, "topic"))?.fields.body).toBe("Begun before")
    expect((await readStateOf(present.id, theirs.topic))?.likes).toEqual(
      new Set([replying.post, theirs.post]),
    )
    expect(await bookmarkOn(present.id, theirs.post)).toMatchObject({ note: "Ropes" })

    const [now, rest] = [(await getUser(present.id))!, (await getUser(old.id))!]
    expect(now).toMatchObject({ likesReceived: 1, answerCount: 1, role: "member" })
    expect(now.postCount).toBe(before.postCount + 10 + 1)
    expect(now.topicCount).toBe(before.topicCount)
    expect(rest).toMatchObject({ topicCount: 0, postCount: 0, leftAt: expect.any(String) })
    expect(rest.email).toBeUndefined()
    expect(rest.likesReceived ?? 0).toBe(0)
    expect((await inboxOf(present.id)).unread).toBe(
      (await notificationsOf(present.id)).items.filter(({ readAt }) => !readAt).length,
    )
    expect((await notificationsOf(present.id)).items.map(({ post }) => post)).toContain(theirs.post)
    expect((await notificationsOf(old.id)).items).toEqual([])
    // Nobody gets rid of what staff know, nor comes back by a service to find a third account.
    expect((await notesOn(present.id)).items.map(({ text }) => text)).toEqual(["Warned by word of mouth"])
    expect((await userByAccount("github", `of-${old.id}`))?.id).toBe(present.id)
    const acts = (await eventsByActor(admin.id)).items
    expect(acts).toMatchObject([{ act: "member-merged" }, { act: "member-merged" }])
  })
})

describe("merging accounts", () => {
  test("is for administrators, of members below them, and never of staff", async () => {
    const [old, present, admin] = [await someone(), await someone(), await staff("admin")]
    // The greeting goes out.
    await settle()
    const input = { member: old.id, into: present.name, sure: "on" as const }
    for (const who of [GUEST, old, await staff()]) await expect(mergeMembers(who, input)).rejects.toThrow()
    const moderator = await staff()
    const above = await staff("owner")
    const refused = async (change: object, code: string) =>
      expect(mergeMembers(admin, { ...input, ...change })).rejects.toMatchObject({ code })
    await refused({ member: moderator.id }, "merge-staff")
    await refused({ member: above.id }, "not-allowed")
    await refused({ into: above.name }, "not-allowed")
    await refused({ into: old.name }, "merge-itself")
    await refused({ into: "nobody-is-called-so" }, "member-missing")
    const pending = await someone(undefined, { verifiedAt: undefined })
    await refused({ into: pending.name }, "merge-pending")
    await suspended(old, "2999-01-01T00:00:00.000Z")
    await refused({}, "merge-suspended")
    await suspended(old)
    const text = { user: old.id, id: newId(), category: "general", body: "Let me in", createdAt: nowIso() }
    await commit([putHeld({ ...text, state: "waiting" })])
    await refused({}, "merge-waiting")
    await commit([settleHeld({ ...text, state: "waiting" }, "rejected")])
    expect((await getUser(old.id))?.leftAt).toBeUndefined()
    // Their own second account may become part of their first one.
    await finish((await mergeMembers(admin, { ...input, into: admin.name })).id)
    expect(await presentNameOf(old.name)).toBe(admin.name)
    // It has ended: it cannot be done again.
    await refused({}, "member-missing")
  })

  test("of an account that came with an import and has no address goes as well", async () => {
    const [old, present, admin] = [
      await someone(undefined, { email: undefined }),
      await someone(),
      await staff("admin"),
    ]
    await settle()
    await finish(await merged(admin, old, present))
    expect(await presentNameOf(old.name)).toBe(present.name)
    expect(await draftOn(present.id, "topic")).toBeUndefined()
  })
})
