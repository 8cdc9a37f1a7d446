import { strFromU8, unzipSync } from "fflate"
import { afterEach, describe, expect, test } from "vitest"
import { DAY, epochSecondsIn, nowIso, setClock } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { putMany } from "#lib/db/batch.ts"
import { Notifications } from "#lib/db/items/notifications.ts"
import { describeOneself } from "#lib/forum/about.ts"
import { zipOf } from "#lib/forum/archive.ts"
import { ClearInput, clearFromProfile, markOf } from "#lib/forum/clearing.ts"
import { keepDraft } from "#lib/forum/drafts.ts"
import { ARCHIVE_LIFE, exportData, fetchArchive, ownArchive } from "#lib/forum/exporting.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { removePost } from "#lib/forum/removal.ts"
import { writeToStaff } from "#lib/forum/staff-messages.ts"
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
    await keepDraft(member, {
      ...{ place: "topic", fields: { title: "Not sent", body: "yet" } },
      ...{ writer: newId(), turn: 1 },
    })
    await writeToStaff(member, { form: newId(), body: "The jetty is loose" })
    await describeOneself(member, { about: "Boats!" })
    const moderator = await staff("owner")
    const clearing = { member: member.id, what: "about", mark: markOf("Boats!"), reason: "It sells boats." }
    await clearFromProfile(moderator, ClearInput.parse(clearing))
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
    expect(lines("draft")).toMatchObject([{ place: "topic", fields: { title: "Not sent", body: "yet" } }])
    expect(lines("told-to-staff")).toMatchObject([{ type: "wrote", source: "The jetty is loose" }])
    expect(lines("clearing")).toMatchObject([{ what: "about", reason: "It sells boats." }])
    expect(Object.values(files).join("")).not.toContain(moderator.id)
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

  test("leaves out what was withdrawn", async () => {
    const [member, by] = [await someone(), await someone()]
    const about = { category: "c", topic: newId(), post: newId(), by: [{ id: by.id, name: by.name }] }
    const times = { createdAt: nowIso(), expiresAt: epochSecondsIn(DAY) }
    const told = { user: member.id, kind: "mention", ...about, count: 1, round: 1, ...times } as const
    await putMany([
      Notifications.encode({ ...told, id: newId(), title: "Shown to all" }),
      Notifications.encode({ ...told, id: newId(), title: "Hidden since", withdrawn: true }),
    ])
    const saga = await exportData(member)
    await finish(saga.id)
    const text = Object.values(await unzipped(member, saga.id)).join("")
    expect(text).toContain("Shown to all")
    expect(text).not.toContain("Hidden since")
  })

  test("is fetched ten times a day", async () => {
    const member = await someone()
    const saga = await exportData(member)
    await finish(saga.id)
    for (let i = 0; i < 10; i++) await fetchArchive(member, saga.id)
    await expect(fetchArchive(member, saga.id)).rejects.toMatchObject({ kind: "limited" })
  })

  test("is begun once, however often it is asked for", async () => {
    const member = await someone()
    const saga = await exportData(member)
    expect((await exportData(member)).id).toBe(saga.id)
    const other = await someone()
    const twice = await Promise.all([exportData(other), exportData(other)])
    expect(twice[0].id).toBe(twice[1].id)
  })
})

async function unzipped(
  member: Parameters<typeof ownArchive>[0],
  id: string,
): Promise<Record<string, string>> {
  const bytes = await new Response(zipOf(await ownArchive(member, id))).bytes()
  return Object.fromEntries(Object.entries(unzipSync(bytes)).map(([name, data]) => [name, strFromU8(data)]))
}
