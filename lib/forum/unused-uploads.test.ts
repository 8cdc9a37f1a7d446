import { afterAll, afterEach, describe, expect, test } from "vitest"
import { DAY, now, setClock } from "#lib/base/clock.ts"
import { getPost } from "#lib/db/patterns/posts.ts"
import { getUpload } from "#lib/db/patterns/uploads.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { aCategory, aForm, aTopic, someone } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { aPicture, freshStore, naming } from "#lib/testing/uploads.ts"
import { keepDraft } from "./drafts.ts"
import { editPost } from "./editing.ts"
import { deleteUnusedUploads } from "./unused-uploads.ts"
import { UNUSED_FOR } from "./uploads.ts"

freshTable()
const store = freshStore()
afterEach(() => setClock())
afterAll(expectConsistent)

const later = (days: number): void => {
  const then = now() + days * DAY
  setClock(() => then)
}

describe("pictures that no post shows", () => {
  test("go away after a while, with their files; what is shown stays", async () => {
    const member = await someone()
    const category = await aCategory()
    const [unused, used, left] = [await aPicture(member), await aPicture(member), await aPicture(member)]
    const topic = await aTopic(member, category, { body: naming(used, left) })
    const present = async () =>
      Promise.all([unused, used, left].map(async (ref) => Boolean(await getUpload(ref))))
    later(10)
    await editPost(member, { post: topic.post, version: 1, body: naming(used) })
    await deleteUnusedUploads()
    expect(await present()).toEqual([true, true, true])
    later(5)
    await deleteUnusedUploads()
    await settle()
    expect(await present()).toEqual([false, true, true])
    later(UNUSED_FOR / DAY)
    await deleteUnusedUploads()
    await settle()
    expect(await present()).toEqual([false, true, false])
    expect(store.current().names()).toEqual([`posts/${used.owner}/${used.id}/60.webp`.toLowerCase()])
  })

  test("stay as long as a draft names them, and go when it is gone for good", async () => {
    const member = await someone()
    const { topic } = await aTopic(member, await aCategory())
    const ref = await aPicture(member)
    const draft = { place: `reply:${topic}` as const, writer: aForm() }
    const { mark } = await keepDraft(member, { ...draft, fields: { body: naming(ref) }, turn: 1 })
    const isThere = async () => Boolean(await getUpload(ref, { consistent: true }))
    for (let times = 0; times < 3; times++) {
      later(15)
      await deleteUnusedUploads()
      expect(await isThere()).toBe(true)
    }
    await keepDraft(member, { ...draft, fields: { body: "Without it." }, turn: 2, mark })
    await deleteUnusedUploads()
    expect(await isThere()).toBe(true)
    later(15)
    await deleteUnusedUploads()
    expect(await isThere()).toBe(false)
  })

  test("cannot be named by a text any more once they are gone, and the text says so", async () => {
    const member = await someone()
    const ref = await aPicture(member)
    later(15)
    await deleteUnusedUploads()
    const topic = await aTopic(member, await aCategory(), { body: naming(ref) })
    expect((await getPost(topic.topic, topic.post))?.html).toContain("[picture not there] A boat")
  })

  test("are deleted or shown, never both, whoever is first", async () => {
    const member = await someone()
    const category = await aCategory()
    const refs = [await aPicture(member), await aPicture(member), await aPicture(member)]
    later(15)
    const form = aForm()
    const [written] = await Promise.allSettled([
      aTopic(member, category, { body: naming(...refs), form }),
      deleteUnusedUploads(),
    ])
    const there = await Promise.all(refs.map((ref) => getUpload(ref, { consistent: true })))
    const post =
      written.status === "fulfilled" ? await getPost(written.value.topic, written.value.post) : undefined
    for (const ref of refs) {
      const isUsed = post?.uploads?.some(({ id }) => id === ref.id) ?? false
      expect(there.some((one) => one?.id === ref.id && one.uses !== undefined)).toBe(isUsed)
    }
  })
})
