/** What becomes of pictures when their owner takes their data along, or leaves. */
import { strFromU8, unzipSync } from "fflate"
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest"
import { getAvatar, getUpload } from "#lib/db/patterns/uploads.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { GUEST, type Member } from "#lib/forum/actor.ts"
import { zipOf } from "#lib/forum/archive.ts"
import { changeAvatar } from "#lib/forum/avatars.ts"
import { exportData, ownArchive } from "#lib/forum/exporting.ts"
import { endAccountOf } from "#lib/forum/leaving.ts"
import { beginUpload, upload, visibleUpload } from "#lib/forum/uploads.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { aCategory, aTopic, someone } from "#lib/testing/people.ts"
import { aPng, storeInMemory } from "#lib/testing/pictures.ts"
import { finish, presentTime, WORKERS } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { uploadPath } from "#lib/uploads/address.ts"
import { kindOf } from "#lib/uploads/kinds.ts"
import { setUploadStore } from "#lib/uploads/store.ts"

freshTable()
let store = storeInMemory()
beforeEach(() => {
  store = storeInMemory()
  setUploadStore(store)
})
afterEach(presentTime)
afterAll(async () => {
  await expectConsistent()
  setUploadStore()
})

const picture = async (member: Member) => (await upload(await beginUpload(member), await aPng())).upload

/** One picture in a topic, two that nobody shows, one beside the name. */
async function owner() {
  const member = await someone()
  const [shown, ...unused] = [await picture(member), await picture(member), await picture(member)]
  await aTopic(member, await aCategory(), { body: `![A boat](${uploadPath(shown)})` })
  const avatar = await changeAvatar(member, await aPng())
  await settle()
  return { member, user: (await getUser(member.id))!, shown, unused, avatar }
}

describe("who leaves", () => {
  test.each(WORKERS)("and takes their words along, takes all pictures along (%s)", async (_, work) => {
    const { user, shown, unused } = await owner()
    await finish((await endAccountOf(user, "remove")).id, { between: settle, work })
    await settle()
    for (const one of [shown, ...unused]) expect(await getUpload(one)).toBeUndefined()
    expect(await getAvatar(user.id)).toBeUndefined()
    expect(store.names()).toEqual([])
  })

  test.each(WORKERS)("and leaves their words, leaves the pictures in them (%s)", async (_, work) => {
    const { user, shown, unused } = await owner()
    await finish((await endAccountOf(user, "keep")).id, { between: settle, work })
    await settle()
    expect((await visibleUpload(GUEST, shown)).isPublic).toBe(true)
    for (const one of unused) expect(await getUpload(one)).toBeUndefined()
    expect(await getAvatar(user.id)).toBeUndefined()
    expect(store.names()).toEqual([`posts/${shown.owner}/${shown.id}/60.webp`.toLowerCase()])
  })
})

test("an archive has the pictures in it, and what there is to say of them", async () => {
  const { member, shown, unused } = await owner()
  const saga = await exportData(member)
  await finish(saga.id)
  const zip = zipOf(await ownArchive(member, saga.id))
  const files = unzipSync(new Uint8Array(await new Response(zip).arrayBuffer()))
  const names = [shown, ...unused].map(({ id }) => `pictures/${id.toLowerCase()}.webp`)
  for (const name of ["avatar.webp", ...names]) expect(kindOf(files[name]!)).toBe("webp")
  const list = Object.keys(files).find((name) => name.startsWith("pictures-"))!
  const lines = strFromU8(files[list]!)
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line))
  expect(lines.map(({ file }) => file)).toEqual(names)
  expect(lines[0]).toMatchObject({ address: uploadPath(shown), width: 60, posts: [expect.any(String)] })
})

test("pictures of an archive are read several at a time, each is under its own name, and one that is lost leaves the others", async () => {
  const member = await someone()
  const kept: Awaited<ReturnType<typeof picture>>[] = []
  for (let n = 0; n < 12; n++) kept.push(await picture(member))
  const bytesOf = new Map<string, number>()
  let [reading, most] = [0, 0]
  setUploadStore({
    ...store,
    async get(name) {
      const id = name.split("/")[2]!
      if (id === kept[7]!.id.toLowerCase()) return undefined
      most = Math.max(most, ++reading)
      await new Promise((done) => setImmediate(done))
      reading--
      bytesOf.set(id, bytesOf.size)
      return new Uint8Array([bytesOf.get(id)!])
    },
  })
  const saga = await exportData(member)
  await finish(saga.id)
  const files = unzipSync(await new Response(zipOf(await ownArchive(member, saga.id))).bytes())
  expect([most > 1, most <= 5]).toEqual([true, true])
  const found = Object.entries(files).filter(([name]) => name.startsWith("pictures/"))
  expect(found).toHaveLength(11)
  for (const [name, bytes] of found) expect([...bytes]).toEqual([bytesOf.get(name.slice(9, -5))])
})
