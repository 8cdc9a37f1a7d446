/** What a member wrote is removed and restored by staff while a saga goes through it: nothing is missed. */
import { afterAll, afterEach, describe, expect, test } from "vitest"
import { MINUTE } from "#lib/base/clock.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { revisionsOf } from "#lib/db/patterns/revisions.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { type Member, memberFrom } from "#lib/forum/actor.ts"
import { endAccountOf } from "#lib/forum/leaving.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { renameMember } from "#lib/forum/renaming.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { toldTo } from "#lib/testing/notifications.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { dying, finish, passUntil, presentTime } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"

freshTable()
afterEach(presentTime)
afterAll(expectConsistent)

type Scene = { member: Member; moderator: Member; asker: Member; posts: string[] }

/** A member whose posts are all as old as a saga never looks at again for being new. */
async function anAuthor(): Promise<Scene> {
  const [member, asker, moderator] = [await staff(), await someone(), await staff()]
  const { topic } = await aTopic(asker, await aCategory())
  const posts: string[] = []
  for (let i = 0; i < 3; i++) posts.push((await aReply(member, topic, `Words of mine ${i}`)).post)
  await settle()
  const own = memberFrom({ ...(await getUser(member.id))!, role: "member" })
  passUntil(new Date(Date.now() + 2 * MINUTE).toISOString())
  return { member: own, moderator, asker, posts }
}

/**
 * Somebody who is always in the other list: removed while what is there is gone through, and restored while what was
 * removed is. @param until how long they go on
 */
function hopping({ moderator }: Scene, saga: string, post: string, until: (saga: Saga) => boolean) {
  return async () => {
    const now = (await getSaga(saga))!
    if (until(now)) return
    const { pass = 0 } = (now.cursor as { pass?: number } | undefined) ?? {}
    await (pass % 2 === 0 ? removePost : restorePost)(moderator, { post })
  }
}

const MOMENTS = [
  ["until it is looked at once more", ({ step }: Saga) => step.startsWith("late-")],
  [
    "until it was looked at once more",
    ({ step, cursor }: Saga) => step.startsWith("late-") && ((cursor as { pass?: number })?.pass ?? 0) > 1,
  ],
] as [string, (saga: Saga) => boolean][]

describe.each(MOMENTS)("what is removed and restored while it is walked, %s", (_, until) => {
  test("has its author's new name in the end, and so have its sources and what was told of it", async () => {
    const scene = await anAuthor()
    const name = `hop${Date.now().toString(36).slice(-8)}`
    const saga = (await renameMember(scene.member, { name }))!
    const hop = hopping(scene, saga.id, scene.posts[1]!, until)
    expect((await finish(saga.id, { work: dying, between: hop })).state).toBe("done")
    for (const post of scene.posts) expect((await findPost(post))?.author.name).toBe(name)
    await restorePost(scene.moderator, { post: scene.posts[1]! })
    await settle()
  })

  test("goes with its author, sources and all", async () => {
    const scene = await anAuthor()
    const saga = await endAccountOf((await getUser(scene.member.id))!, "remove")
    const hop = hopping(scene, saga.id, scene.posts[1]!, until)
    expect((await finish(saga.id, { work: dying, between: hop })).state).toBe("done")
    for (const post of scene.posts) {
      expect(await findPost(post)).toMatchObject({ html: "", erasedAt: expect.any(String) })
      expect(await revisionsOf(post)).toEqual([])
    }
    await settle()
  })

  test("stays by the number of who left, sources and what was told of it as well", async () => {
    const scene = await anAuthor()
    const saga = await endAccountOf((await getUser(scene.member.id))!, "keep")
    const { name } = (await getUser(scene.member.id))!
    const hop = hopping(scene, saga.id, scene.posts[1]!, until)
    expect((await finish(saga.id, { work: dying, between: hop })).state).toBe("done")
    for (const post of scene.posts) {
      expect((await findPost(post))?.author.name).toBe(name)
      expect((await revisionsOf(post)).map(({ editor }) => editor.name)).toEqual([name])
    }
    await restorePost(scene.moderator, { post: scene.posts[1]! })
    await settle()
    const told = (await toldTo(scene.asker)).flatMap(({ by }) => by.map((one) => one.name))
    expect(new Set(told)).toEqual(new Set([name]))
  })
})
