import { describe, expect, test } from "vitest"
import { GUEST, type Member } from "#lib/forum/actor.ts"
import { editPost } from "#lib/forum/editing.ts"
import { removePost } from "#lib/forum/removal.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { loadHistory, loadVersion } from "./history.ts"

freshTable()

/** A reply of Ann's that she has changed, and then a moderator. */
async function changed() {
  const [ann, mod] = [await someone(), await staff()]
  const topic = await aTopic(ann, await aCategory(), { title: "Where do the boats go?", tags: ["boats"] })
  const { post } = await aReply(ann, topic.topic, "The boats go south.")
  await editPost(ann, { post, version: 1, body: "The boats go north." })
  await editPost(mod, { post, version: 2, body: "The boats go north.\n\nIn winter." })
  return { ann, mod, topic, post }
}

describe("the history of a post", () => {
  test("says who changed it, when, and what", async () => {
    const { ann, mod, post } = await changed()
    const { versions, older } = await loadHistory(await someone(), post)
    expect(versions.map(({ n, editor, isNewest }) => [n, editor, isNewest])).toEqual([
      [3, mod.name, true],
      [2, ann.name, false],
      [1, ann.name, false],
    ])
    expect(versions[1]!.changes).toEqual([
      { kind: "same", text: "The boats go " },
      { kind: "removed", text: "south" },
      { kind: "added", text: "north" },
      { kind: "same", text: "." },
    ])
    expect(versions[2]!.changes).toEqual([{ kind: "same", text: "The boats go south." }])
    expect(older).toBeUndefined()
    expect(await loadVersion(ann, post, 1)).toMatchObject({ n: 1, source: "The boats go south." })
    await expect(loadVersion(ann, post, 9)).rejects.toMatchObject({ kind: "not-found" })
  })

  test("tells title and tags of a topic", async () => {
    const { ann, topic } = await changed()
    const { title, tags } = { title: "Where do all boats go?", tags: ["boats", "winter"] }
    const version = { post: topic.post, version: 1, topicVersion: 1 }
    await editPost(ann, { ...version, body: "I wonder.", title, tags })
    const { versions } = await loadHistory(ann, topic.post)
    expect(versions[0]).toMatchObject({
      title: expect.arrayContaining([{ kind: "added", text: "all" }]),
      tags: { added: ["winter"], removed: [] },
    })
    expect(versions[1]).not.toHaveProperty("title")
  })

  test("comes in pages, and each version is told against the one before it", async () => {
    const ann = await staff()
    const { post } = await aTopic(ann, await aCategory(), { body: "Version 1" })
    for (let n = 1; n < 22; n++) await editPost(ann, { post, version: n, body: `Version ${n + 1}` })
    const first = await loadHistory(ann, post)
    expect(first.versions.map(({ n }) => n)).toEqual(Array.from({ length: 20 }, (_, i) => 22 - i))
    expect(first.versions.at(-1)!.changes).toContainEqual({ kind: "removed", text: "2" })
    const next = await loadHistory(ann, post, first.older)
    expect(next.versions.map(({ n, isNewest }) => [n, isNewest])).toEqual([
      [2, false],
      [1, false],
    ])
    expect(next.older).toBeUndefined()
  })

  test("tells no more than a page can hold: of the others who and when, and their text by itself", async () => {
    const ann = await staff()
    const long = (word: string) => Array.from({ length: 3_000 }, (_, i) => `${word}${i}`).join(" ")
    const { post } = await aTopic(ann, await aCategory(), { body: long("a") })
    for (let n = 1; n < 8; n++) await editPost(ann, { post, version: n, body: long("abcdefgh"[n]!) })
    const { versions } = await loadHistory(ann, post)
    expect(versions.map(({ n, editor }) => [n, editor])).toEqual(
      Array.from({ length: 8 }, (_, i) => [8 - i, ann.name]),
    )
    expect(versions[0]!.changes).toBeDefined()
    expect(versions.filter(({ changes }) => !changes).length).toBeGreaterThan(2)
    expect(JSON.stringify(versions).length).toBeLessThan(120_000)
  })

  test("is hidden with the post, except from its author and staff", async () => {
    const { ann, mod, topic, post } = await changed()
    const [other, gone] = [await someone(), { kind: "not-found" }]
    const hidden = async (actor: Member | typeof GUEST) => {
      await expect(loadHistory(actor, post)).rejects.toMatchObject(gone)
      await expect(loadVersion(actor, post, 1)).rejects.toMatchObject(gone)
    }
    expect((await loadHistory(GUEST, post)).versions).toEqual([])
    await expect(loadVersion(GUEST, post, 1)).rejects.toMatchObject({ kind: "unauthenticated" })
    await removePost(mod, { post })
    for (const actor of [GUEST, other]) await hidden(actor)
    for (const actor of [ann, mod]) expect((await loadHistory(actor, post)).versions).toHaveLength(3)
    await removePost(mod, { post: topic.post })
    for (const actor of [GUEST, other]) await hidden(actor)
    const secret = await aTopic(mod, await aCategory({ readers: "staff" }))
    for (const actor of [GUEST, other])
      await expect(loadHistory(actor, secret.post)).rejects.toMatchObject(gone)
  })
})
