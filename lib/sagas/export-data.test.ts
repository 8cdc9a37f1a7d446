import { strFromU8, unzipSync } from "fflate"
import { afterEach, describe, expect, test } from "vitest"
import { setClock } from "#lib/base/clock.ts"
import { zipOf } from "#lib/forum/archive.ts"
import { ARCHIVE_LIFE, exportData, ownArchive } from "#lib/forum/exporting.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { removePost } from "#lib/forum/removal.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { dying, finish, inPairs, presentTime } from "#lib/testing/sagas.ts"
import { freshTable } from "#lib/testing/table.ts"
import type { runSaga } from "./runner.ts"

freshTable()
afterEach(presentTime)

describe("a member's archive", () => {
  test.each([
    ["one worker", undefined],
    ["workers that die after every turn", dying],
    ["two workers at once", inPairs],
  ] as [string, typeof runSaga | undefined][])("holds what is theirs, once, made by %s", async (_, work) => {
    const [member, other] = [await staff(), await someone()]
    const category = await aCategory()
    const topic = await aTopic(member, category, { title: "All of my boats" })
    const long = "South, like the birds. ".repeat(1_000).trim()
    const posts = [topic.post]
    for (let i = 0; i < 15; i++) posts.push((await aReply(member, topic.topic, `${i} ${long}`)).post)
    await removePost(member, { post: posts[3]! })
    const theirs = await aReply(other, topic.topic, "Not mine")
    await likePost(member, { post: theirs.post, liked: true })
    const saga = await exportData(member)
    await finish(saga.id, { ...(work && { work }) })
    const files = await unzipped(member, saga.id)
    expect(Object.keys(files)).toContain("README.txt")
    const lines = (kind: string): Record<string, unknown>[] =>
      Object.entries(files)
        .filter(([name]) => name.startsWith(`${kind}-`))
        .flatMap(([, text]) => text.trim().split("\n"))
        .map((line) => JSON.parse(line))
    expect(lines("profile")).toMatchObject([{ id: member.id, name: member.name }])
    expect(lines("topics")).toMatchObject([{ title: "All of my boats" }])
    expect(
      lines("posts")
        .map(({ id }) => String(id))
        .sort(),
    ).toEqual(posts)
    expect(lines("posts").find(({ id }) => id === posts[5])?.source).toBe(`4 ${long}`)
    expect(lines("readstate").flatMap(({ likes }) => likes ?? [])).toEqual([theirs.post])
    expect(Object.values(files).join("")).not.toMatch(/Not mine|argon2|GSI1PK/)
  })

  test("is for them alone, and only for some days", async () => {
    const [member, other] = [await someone(), await staff("owner")]
    const saga = await exportData(member)
    await expect(ownArchive(member, saga.id)).rejects.toThrow(/no such page/)
    await finish(saga.id)
    await ownArchive(member, saga.id)
    for (const actor of [other, { kind: "guest" } as const])
      await expect(ownArchive(actor, saga.id)).rejects.toThrow(/no such page/)
    setClock(() => Date.now() + ARCHIVE_LIFE)
    await expect(ownArchive(member, saga.id)).rejects.toThrow(/no such page/)
  })

  test("is begun once, however often it is asked for", async () => {
    const member = await someone()
    const saga = await exportData(member)
    expect((await exportData(member)).id).toBe(saga.id)
  })
})

async function unzipped(
  member: Parameters<typeof ownArchive>[0],
  id: string,
): Promise<Record<string, string>> {
  const bytes = await new Response(zipOf(await ownArchive(member, id))).bytes()
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, data]) => [name, strFromU8(data)]))
}
