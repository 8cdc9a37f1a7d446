/** A forum is exported, restored, and is what it was. */
import { spawnSync } from "node:child_process"
import { readdirSync, statSync } from "node:fs"
import { dirname } from "node:path"
import { beforeEach, expect, test } from "vitest"
import { check } from "#lib/check/check.ts"
import { commit } from "#lib/db/commit.ts"
import { Checkpoints } from "#lib/db/items/stream.ts"
import { inboxOf } from "#lib/db/patterns/notifications.ts"
import { findAnyRestore } from "#lib/db/patterns/restores.ts"
import { getLook } from "#lib/db/patterns/site.ts"
import { findCheckpoint } from "#lib/db/patterns/stream.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { changeAvatar } from "#lib/forum/avatars.ts"
import { markForum, undoLook } from "#lib/forum/looks.ts"
import { anotherTable, archives, workerRuns } from "#lib/testing/keeping.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { aPng, storeInMemory } from "#lib/testing/pictures.ts"
import { freshTable } from "#lib/testing/table.ts"
import { aPicture, freshStore, naming } from "#lib/testing/uploads.ts"
import { filesIn, setUploadStore } from "#lib/uploads/store.ts"
import { exportForum } from "./export-forum.ts"
import { restoreForum } from "./restore-forum.ts"

freshTable()
withoutLimits()
const store = freshStore()
const archive = archives()
beforeEach(async () => void (await anotherTable()))

/** Two who talk, a picture in a text, one beside a name, and the forum's logo; everything has followed. */
async function aForum() {
  const [author, other] = [await someone(), await someone()]
  const category = await aCategory()
  await changeAvatar(author, await aPng(300, 300))
  const image = new File([new Uint8Array(await aPng(400, 200))], "logo.png")
  const logo = { version: 0, image, alt: "Our mark", beside: undefined, dark: undefined, intent: undefined }
  await markForum(await staff("owner"), logo)
  const body = `Into the shed by the lighthouse. ${naming(await aPicture(author))}`
  const { topic } = await aTopic(author, category, { tags: ["winter"], body })
  for (let i = 0; i < 4; i++) await aReply(other, topic)
  await workerRuns()
  return { author, other, category, topic }
}

const repliesOf = async (topic: string) => (await findTopic(topic, { consistent: true }))?.postCount
const unreadOf = async (user: string) => (await inboxOf(user, { consistent: true })).unread
const wrong = async () => (await check({ waits: [0] })).findings

test("exported, restored and exported again it is the same, with its pictures, and lives on", async () => {
  const { author, other, topic } = await aForum()
  const told = await unreadOf(author.id)
  const first = await exportForum(archive("first.tar.gz"))
  expect(first).toMatchObject({ changes: 0, missing: [] })
  expect(first.pictures).toBeGreaterThan(3)
  const pictures = store.current().names().sort()
  for (const kind of ["avatars", "logos", "posts"])
    expect(pictures.some((name) => name.startsWith(kind))).toBe(true)

  await anotherTable()
  const restored = storeInMemory()
  setUploadStore(restored)
  expect((await restoreForum(archive("first.tar.gz"))).items).toBe(first.items)
  // A Lambda goes by the moment, a worker by its place.
  const { until } = (await findAnyRestore())!
  expect(Math.abs(Date.parse(until!) - Date.now())).toBeLessThan(60_000)
  const second = await exportForum(archive("second.tar.gz"))
  expect(second).toMatchObject({ digest: first.digest, items: first.items, pictures: first.pictures })
  expect(restored.names().sort()).toEqual(pictures)

  // What was restored is no news to anybody, and what comes after it is counted once.
  await workerRuns()
  expect([await repliesOf(topic), await unreadOf(author.id)]).toEqual([5, told])
  await aReply(other, topic)
  await workerRuns()
  expect(await repliesOf(topic)).toBe(6)
  expect(await wrong()).toEqual([])
}, 120_000)

test("is for its owner alone, lies there whole or not at all, and any tar unpacks it", async () => {
  await aForum()
  const file = archive("mine.tar.gz")
  await exportForum(file)
  expect(statSync(file).mode & 0o077).toBe(0)
  expect(readdirSync(dirname(file)).filter((name) => name.startsWith("mine"))).toEqual(["mine.tar.gz"])
  const listed = spawnSync("tar", ["tzf", file], { encoding: "utf8" })
  expect(listed.stdout.split("\n")).toEqual(expect.arrayContaining(["stoa.json", "items/Post.ndjson"]))
  await expect(exportForum(file)).rejects.toThrow("is there already")
}, 60_000)

test("what was written and had not followed yet follows in the restored forum", async () => {
  const { author, other, topic } = await aForum()
  const told = await unreadOf(author.id)
  await aReply(other, topic, "And in spring?")
  const { changes } = await exportForum(archive("pending.tar.gz"))
  expect(changes).toBeGreaterThan(0)
  expect(await repliesOf(topic)).toBe(5)

  await anotherTable()
  await restoreForum(archive("pending.tar.gz"))
  expect(await repliesOf(topic)).toBe(6)
  await workerRuns()
  expect([await repliesOf(topic), await unreadOf(author.id)]).toEqual([6, told + 1])
  expect(await wrong()).toEqual([])
}, 120_000)

test("what people write while it is exported is in it or not, and never by half", async () => {
  const { other, topic } = await aForum()
  let writing: Promise<unknown> = Promise.resolve()
  let written = 0
  const write = async () => {
    await aReply(other, topic, `The ${++written}th in the meantime.`)
  }
  const { changes } = await exportForum(archive("busy.tar.gz"), {
    // Once the first page is read, and before the stream is asked.
    progress: ({ what }) => {
      if (what === "items" && written === 0) writing = Promise.all(Array.from({ length: 6 }, write))
    },
  })
  await writing
  await anotherTable()
  await restoreForum(archive("busy.tar.gz"))
  await workerRuns()
  const there = (await repliesOf(topic))!
  expect(there).toBeGreaterThanOrEqual(5)
  expect(changes > 0).toBe(there > 5)
  expect(await wrong()).toEqual([])
}, 120_000)

test("a logo that was replaced is in it, for whoever takes that back", async () => {
  const owner = await staff("owner")
  const mark = async (version: number): Promise<string> => {
    const image = new File([new Uint8Array(await aPng(100 + version, 50))], "logo.png")
    await markForum(owner, {
      version,
      image,
      alt: "Mark",
      beside: undefined,
      dark: undefined,
      intent: undefined,
    })
    return (await getLook())!.logo!.version
  }
  const [first, second] = [await mark(0), await mark(1)]
  expect(await exportForum(archive("logos.tar.gz"))).toMatchObject({ pictures: 2, missing: [] })
  const files = storeInMemory()
  setUploadStore(files)
  await anotherTable()
  await restoreForum(archive("logos.tar.gz"))
  for (const version of [first, second]) expect(await filesIn.logo(version).get("logo.webp")).toBeDefined()
  await undoLook(owner, { event: 2 })
  expect((await getLook())!.logo!.version).toBe(first)
})

test("that changes were forgotten before they were followed is told", async () => {
  await aForum()
  expect(await exportForum(archive("followed.tar.gz"))).toMatchObject({ forgotten: false })
  const checkpoint = (await findCheckpoint())!
  const position = {
    ...checkpoint.position!,
    stream: "arn:aws:dynamodb:local:0:table/of-another-time/stream/1",
  }
  await commit([{ kind: "put", item: Checkpoints.encode({ ...checkpoint, position }) }])
  expect(await exportForum(archive("forgotten.tar.gz"))).toMatchObject({ forgotten: true })
  await anotherTable()
  const { header } = await restoreForum(archive("forgotten.tar.gz"))
  expect(header.forgotten).toBe(true)
})
