import { randomUUID } from "node:crypto"
import { afterEach, describe, expect, test } from "vitest"
import { DAY, now, setClock } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { draftsOf } from "#lib/db/patterns/drafts.ts"
import { aWindow } from "#lib/testing/drafts.ts"
import { losing, type Sent, withoutWaiting } from "#lib/testing/faults.ts"
import { aCategory, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { GUEST } from "./actor.ts"
import {
  bringBack,
  type DraftPlace,
  draftIn,
  keepDraft,
  MAX_DRAFTS,
  SaveDraftInput,
  throwAway,
} from "./drafts.ts"
import { removePost } from "./removal.ts"

freshTable()
afterEach(() => setClock())

describe("a draft", () => {
  test("is kept as one types, and found in another window", async () => {
    const ann = await someone()
    const window = aWindow(ann, "topic")
    await window.type("Where", { title: "Boats" })
    await window.type("Where do they go?", { title: "Boats", tags: "winter", category: "harbour" })
    expect(await draftIn(ann, "topic")).toMatchObject({
      fields: { title: "Boats", body: "Where do they go?", tags: "winter", category: "harbour" },
      mark: window.form.mark,
    })
  })

  test("is one in each place, and nobody else's", async () => {
    const [ann, ben] = [await someone(), await someone()]
    const topic = await aTopic(ann, await aCategory())
    await aWindow(ann, "topic").type("A topic")
    await aWindow(ann, `reply:${topic.topic}`).type("A reply")
    await aWindow(ann, `edit:${topic.post}`).type("An edit")
    expect((await draftsOf(ann.id)).items.map(({ fields }) => fields.body).sort()).toEqual([
      "A reply",
      "A topic",
      "An edit",
    ])
    expect((await draftsOf(ben.id)).items).toEqual([])
    expect(await draftIn(ben, "topic")).toBeUndefined()
    await expect(keepDraft(GUEST, input("topic", "x"))).rejects.toMatchObject({ kind: "unauthenticated" })
    await expect(draftIn(GUEST, "topic")).rejects.toMatchObject({ kind: "unauthenticated" })
  })

  test("is begun only where the member may look, and kept on when that is over", async () => {
    const [ann, mod] = [await someone(), await staff()]
    const hidden = await aTopic(mod, await aCategory({ readers: "staff" }))
    const open = await aTopic(mod, await aCategory())
    for (const place of [`reply:${hidden.topic}`, `edit:${hidden.post}`, `reply:${newId()}`] as const)
      await expect(aWindow(ann, place).type("Let me in")).rejects.toMatchObject({ kind: "not-found" })
    const window = aWindow(ann, `reply:${open.topic}`)
    await window.type("Half a")
    await removePost(mod, { post: open.post })
    await window.type("Half a thought")
    const suspended = { ...ann, suspendedUntil: new Date(now() + DAY).toISOString() }
    await keepDraft(suspended, {
      ...window.form,
      turn: 3,
      place: `reply:${open.topic}`,
      fields: { body: "Whole" },
    })
    expect(await draftIn(suspended, `reply:${open.topic}`)).toMatchObject({ fields: { body: "Whole" } })
  })

  test("is saved once when the answer is lost", async () => {
    const ann = await someone()
    const window = aWindow(ann, "topic")
    const puts = (sent: Sent): boolean =>
      sent.command === "PutItem" && sent.input.Item.SK.S.startsWith("DRAFT#")
    withoutWaiting()
    const lost = [losing(puts)]
    await window.type("Once")
    lost.push(losing(puts))
    const second = await window.type("Once more")
    expect(lost.map(({ count }) => count)).toEqual([1, 1])
    expect(await draftIn(ann, "topic")).toMatchObject({ fields: { body: "Once more" }, mark: second.mark })
  })

  test("is not replaced by what its own form had sent before", async () => {
    const ann = await someone()
    const window = aWindow(ann, "topic")
    const first = await window.type("a")
    await window.type("ab")
    const late = { place: "topic" as const, fields: { body: "a" }, writer: window.form.writer, turn: 1 }
    expect(await keepDraft(ann, { ...late, mark: first.mark })).toMatchObject({ fields: { body: "ab" } })
    expect(await keepDraft(ann, late)).toMatchObject({ fields: { body: "ab" } })
    expect(await draftIn(ann, "topic")).toMatchObject({ fields: { body: "ab" } })
  })

  test("is too long, or one too many, and that is said", async () => {
    const ann = await someone()
    await expect(aWindow(ann, "topic").type("x".repeat(64_001))).rejects.toMatchObject({
      code: "draft-too-long",
    })
    const harbour = await aCategory()
    const started = async () => (await aTopic(await someone(), harbour)).topic
    const topics = await Promise.all(Array.from({ length: MAX_DRAFTS }, started))
    for (const topic of topics) await aWindow(ann, `reply:${topic}`).type("Soon.")
    await expect(aWindow(ann, "topic").type("One more")).rejects.toMatchObject({ code: "too-many-drafts" })
    const kept = await draftIn(ann, `reply:${topics[0]!}`)
    await aWindow(ann, `reply:${topics[0]!}`, kept!.mark).type("Soon, really.")
    await throwAway(ann, (await draftIn(ann, `reply:${topics[0]!}`)) as { place: DraftPlace; mark: string })
    await aWindow(ann, "topic").type("One more")
  })

  test("is refused to who saves without end", async () => {
    const window = aWindow(await someone(), "topic")
    const saves = async () => {
      for (let i = 0; i < 601; i++) await window.type(`${i}`)
    }
    await expect(saves()).rejects.toMatchObject({ kind: "limited" })
  })

  test("takes only what our forms have", () => {
    const fields = { body: "Words\ud800", password: "secret", ["__proto__"]: "x", version: "3" }
    const parsed = SaveDraftInput.parse({ ...input("topic", ""), fields })
    expect(parsed.fields).toEqual({ body: "Words\ufffd", version: "3" })
    const { place } = SaveDraftInput.parse(input(`reply:${newId().toLowerCase()}` as DraftPlace, ""))
    expect(place).toBe(place.replace(/:.*/, (id) => id.toUpperCase()))
    for (const place of ["", "topic:x", "reply:", "reply:1", "DRAFT#topic", "__proto__", "edit:a#b"])
      expect(SaveDraftInput.safeParse({ ...input("topic", ""), place }).success).toBe(false)
  })
})

describe("two windows", () => {
  test("do not clobber each other: the second is told, and has both texts", async () => {
    const ann = await someone()
    const [one, other] = [aWindow(ann, "topic"), aWindow(ann, "topic")]
    await one.type("What the first one writes")
    const refused = await other.type("What the second one writes").catch((error) => error)
    expect(refused).toMatchObject({
      code: "draft-elsewhere",
      details: { draft: { fields: { body: "What the first one writes" }, mark: one.form.mark } },
    })
    // Whoever has seen the other text may decide.
    other.form.mark = refused.details.draft.mark
    await other.type("Both together")
    await expect(one.type("What the first one goes on to write")).rejects.toMatchObject({
      code: "draft-elsewhere",
      details: { draft: { fields: { body: "Both together" } } },
    })
  })

  test("that save at the same time: one does, the other is told", async () => {
    const ann = await someone()
    const windows = Array.from({ length: 5 }, () => aWindow(ann, "topic"))
    const saved = await Promise.allSettled(windows.map((window, i) => window.type(`Text ${i}`)))
    expect(saved.filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    for (const one of saved)
      if (one.status === "rejected") expect(one.reason).toMatchObject({ code: "draft-elsewhere" })
  })

  test("with the same text are no two", async () => {
    const ann = await someone()
    const first = await aWindow(ann, "topic").type("The same")
    expect(await aWindow(ann, "topic").type("The same")).toMatchObject({ mark: first.mark })
  })
})

describe("throwing a draft away", () => {
  test("takes it off the list, and can be undone for a day", async () => {
    const ann = await someone()
    const { mark } = await aWindow(ann, "topic").type("Rubbish?")
    await throwAway(ann, { place: "topic", mark })
    await throwAway(ann, { place: "topic", mark })
    expect((await draftsOf(ann.id)).items).toEqual([])
    expect(await draftIn(ann, "topic")).toMatchObject({ discardedAt: expect.any(String) })
    await bringBack(ann, { place: "topic", mark })
    expect((await draftsOf(ann.id)).items).toHaveLength(1)
    expect((await draftIn(ann, "topic"))?.discardedAt).toBeUndefined()
    await throwAway(ann, { place: "topic", mark })
    const later = now() + DAY + 1000
    setClock(() => later)
    expect(await draftIn(ann, "topic")).toBeUndefined()
    await expect(bringBack(ann, { place: "topic", mark })).rejects.toMatchObject({ kind: "not-found" })
  })

  test("makes room for another, and tells who still has it open", async () => {
    const ann = await someone()
    const window = aWindow(ann, "topic")
    const { mark } = await window.type("Rubbish")
    await throwAway(ann, { place: "topic", mark })
    await expect(window.type("Rubbish?")).rejects.toMatchObject({ code: "draft-gone" })
    await aWindow(ann, "topic").type("Better")
    expect(await draftIn(ann, "topic")).toMatchObject({ fields: { body: "Better" } })
  })

  test("does not take what was written since", async () => {
    const ann = await someone()
    const window = aWindow(ann, "topic")
    const { mark } = await window.type("Old")
    await window.type("New")
    await expect(throwAway(ann, { place: "topic", mark })).rejects.toMatchObject({ code: "draft-elsewhere" })
    expect(await draftIn(ann, "topic")).toMatchObject({ fields: { body: "New" } })
  })
})

function input(place: DraftPlace, body: string) {
  return { place, fields: { body }, writer: randomUUID(), turn: 1 }
}
