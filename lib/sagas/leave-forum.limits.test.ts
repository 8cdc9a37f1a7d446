/** Leaving, where there is more of somebody, or more in their way, than there ever should be. */
import { afterAll, afterEach, expect, test } from "vitest"
import { DAY, nowIso, setClock } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { putMany } from "#lib/db/batch.ts"
import { Posts, Revisions } from "#lib/db/items/posts.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { getUser, userBySkeleton } from "#lib/db/patterns/users.ts"
import type { Member } from "#lib/forum/actor.ts"
import { exportData } from "#lib/forum/exporting.ts"
import { endAccountOf } from "#lib/forum/leaving.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { renameMember } from "#lib/forum/renaming.ts"
import { MAX_HTML } from "#lib/markup/render.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { dump } from "#lib/testing/dump.ts"
import { aCategory, aTopic, someone } from "#lib/testing/people.ts"
import { finish, presentTime } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"

freshTable()
afterEach(presentTime)
afterAll(expectConsistent)

const leave = async (member: Member): Promise<Saga> => endAccountOf((await getUser(member.id))!, "keep")

test("a name that was left is nobody's for a year, and says nothing of who left", async () => {
  const [member, other] = [await someone(), await someone()]
  const { name } = member
  await leave(member)
  await expect(renameMember(other, { name })).rejects.toMatchObject({ code: "name-taken" })
  expect(await userBySkeleton(skeletonOf(name))).toBeUndefined()
  const held = (await dump()).filter(({ PK }) => PK === `USERNAME#${skeletonOf(name)}`)
  expect(held).toHaveLength(1)
  expect(JSON.stringify(held)).not.toContain(member.id)
  setClock(() => Date.now() + 366 * DAY)
  await renameMember(other, { name })
  expect((await userBySkeleton(skeletonOf(name)))?.id).toBe(other.id)
})

test("a name goes from posts that name it thousands of times", { timeout: 30_000 }, async () => {
  const [member, other] = [await someone(), await someone()]
  const { topic } = await aTopic(other, await aCategory())
  const link = `<a class="mention" href="/u/${member.name}">@${member.name}</a> `
  const html = `<p>${link.repeat(290_000 / link.length)}</p>`
  const [author, createdAt] = [{ id: other.id, name: other.name }, nowIso()]
  const ids = Array.from({ length: 20 }, () => newId())
  const post = { topic, author, html, renderer: 1, createdAt, version: 1, likeCount: 0 }
  await putMany(ids.map((id) => Revisions.encode({ post: id, n: 1, source: "@", editor: author, createdAt })))
  await putMany(ids.map((id) => Posts.encode({ ...post, id })))
  await settle()
  const saga = await leave(member)
  expect(await finish(saga.id, { between: settle })).toMatchObject({ state: "done" })
  for (const id of ids) {
    const left = (await findPost(id))!.html
    expect(left).not.toContain(member.name)
    expect(Buffer.byteLength(left)).toBeLessThanOrEqual(MAX_HTML)
  }
  await settle()
})

test("all archives go, also one that is under way", async () => {
  const member = await someone()
  const archives = []
  for (let i = 0; i < 2; i++) {
    archives.push(await exportData(member))
    await finish(archives[i]!.id)
  }
  expect((await dump()).filter(({ entityType }) => entityType === "SagaPart")).not.toEqual([])
  const begun = await exportData(member)
  await finish((await leave(member)).id, { between: settle })
  await finish(begun.id)
  expect((await dump()).filter(({ entityType }) => entityType === "SagaPart")).toEqual([])
})
