import { describe, expect, test } from "vitest"
import { removePost } from "#lib/forum/removal.ts"
import { listen } from "#lib/testing/faults.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { loadSelect, type SelectAsked } from "./selecting.ts"

freshTable()
withoutLimits()

const asked = (from: SelectAsked["from"], changes: Partial<SelectAsked> = {}): SelectAsked => ({
  ...{ from, items: [], all: false, look: false },
  ...changes,
})

async function scene(count = 3) {
  const [ann, mod, category] = [await someone(), await staff(), await aCategory()]
  const made: Awaited<ReturnType<typeof aTopic>>[] = []
  for (let n = 0; n < count; n++) made.push(await aTopic(ann, category, { title: `Number ${n}` }))
  return { ann, mod, category, made, topics: made.map(({ topic }) => topic) }
}

describe("a list to choose from", () => {
  test("has the topics of a category, and keeps what was chosen on another page", async () => {
    const { mod, category, topics } = await scene(32)
    await settle()
    const from = { kind: "category", id: category.id } as const
    const first = await loadSelect(mod, asked(from))
    expect([first.rows.length, first.next !== undefined, first.others]).toEqual([30, true, []])
    const second = await loadSelect(mod, asked(from, { at: first.next, items: [topics[31]!, topics[0]!] }))
    expect(second.rows.map(({ id }) => id)).toEqual([topics[1], topics[0]])
    expect(second.others.map(({ title }) => title)).toEqual(["Number 31"])
    expect(second.acts).not.toContain("restore")
    const all = await loadSelect(
      mod,
      asked(from, { at: first.next, items: [topics[31]!, topics[0]!], all: true }),
    )
    expect(new Set(all.chosen)).toEqual(new Set([topics[31], topics[1], topics[0]]))
  })

  test("has what was removed apart, to restore it", async () => {
    const { ann, mod, category, made } = await scene()
    const reply = await aReply(ann, made[1]!.topic, "Nonsense")
    await removePost(mod, { post: made[0]!.post })
    await removePost(mod, { post: reply.post })
    await settle()
    const removed = await loadSelect(mod, asked({ kind: "category", id: category.id, removed: true }))
    expect([removed.rows.map(({ id }) => id), removed.acts]).toEqual([[made[0]!.topic], ["restore"]])
    const theirs = await loadSelect(mod, asked({ kind: "member", id: ann.id, removed: true }))
    expect(theirs.rows.map(({ id }) => id).sort()).toEqual([made[0]!.post, reply.post].sort())
    const there = await loadSelect(mod, asked({ kind: "member", id: ann.id }))
    expect(there.rows.map(({ id }) => id)).not.toContain(reply.post)
    const inTopic = await loadSelect(mod, asked({ kind: "topic", id: made[1]!.topic }))
    expect(inTopic.rows.map((row) => row.removed)).toEqual([false, true])
    expect(inTopic.acts).toEqual(["hide", "restore"])
  })

  test("is there for who moderates the category, and none of the others", async () => {
    const { category, made } = await scene(1)
    const warden = await someone(undefined, { wards: [category.id] })
    const elsewhere = await aTopic(await someone(), await aCategory())
    await settle()
    expect((await loadSelect(warden, asked({ kind: "category", id: category.id }))).rows).toHaveLength(1)
    expect((await loadSelect(warden, asked({ kind: "topic", id: made[0]!.topic }))).rows).toHaveLength(1)
    for (const from of [
      { kind: "category", id: elsewhere.category },
      { kind: "topic", id: elsewhere.topic },
      { kind: "member", id: warden.id },
    ] as const)
      await expect(loadSelect(warden, asked(from))).rejects.toMatchObject({ kind: "not-found" })
  })

  test("shows nothing of what lies elsewhere, whoever names its id", async () => {
    const { mod, category, made } = await scene(1)
    const warden = await someone(undefined, { wards: [category.id] })
    const elsewhere = await aTopic(await someone(), await aCategory())
    const { post } = await aReply(await someone(), elsewhere.topic, "Hidden words")
    await removePost(mod, { post })
    await removePost(mod, { post: elsewhere.post })
    const topic = { kind: "topic", id: made[0]!.topic } as const
    const named = { items: [post, elsewhere.post] }
    expect((await loadSelect(warden, asked(topic, named))).others).toEqual([])
    expect((await loadSelect(mod, asked(topic, named))).others).toHaveLength(2)
    const place = { kind: "category", id: category.id } as const
    expect((await loadSelect(warden, asked(place, { items: [elsewhere.topic] }))).others).toEqual([])
  })

  test("is there for staff alone", async () => {
    const { ann, mod, category, made } = await scene()
    for (const from of [
      { kind: "category", id: category.id },
      { kind: "topic", id: made[0]!.topic },
      { kind: "member", id: mod.id },
    ] as const)
      await expect(loadSelect(ann, asked(from))).rejects.toMatchObject({ kind: "not-found" })
    await expect(loadSelect(mod, asked({ kind: "category", id: "nowhere" }))).rejects.toMatchObject({
      kind: "not-found",
    })
  })
})

describe("the look before", () => {
  test("counts what would change and who would be told; nothing is written by it", async () => {
    const { ann, mod, category, topics } = await scene()
    const own = await aTopic(mod, category)
    const target = await aCategory({ name: "Elsewhere" })
    const from = { kind: "category", id: category.id } as const
    const sent = listen()
    const { preview } = await loadSelect(
      mod,
      asked(from, { items: [...topics, own.topic], act: "move", to: target.id, look: true }),
    )
    expect(sent.filter(({ command }) => /^(TransactWrite|Put|Update|Delete)/.test(command))).toEqual([])
    expect(preview).toMatchObject({ category: { name: "Elsewhere" }, told: 1, left: [] })
    expect(preview!.will.map(({ author }) => author)).toEqual([ann.name, ann.name, ann.name, mod.name])
  })

  test("says what is missing, with what was chosen still chosen", async () => {
    const { mod, category, topics } = await scene()
    const from = { kind: "category", id: category.id } as const
    const wrongWith = async (changes: Partial<SelectAsked>) => {
      const view = await loadSelect(mod, asked(from, { look: true, ...changes }))
      return [view.wrong?.field, view.chosen.length, view.preview]
    }
    expect(await wrongWith({ act: "lock" })).toEqual(["items", 0, undefined])
    expect(await wrongWith({ items: topics })).toEqual(["act", 3, undefined])
    expect(await wrongWith({ items: topics, act: "move" })).toEqual(["category", 3, undefined])
    expect(await wrongWith({ items: topics, act: "tag", tags: " " })).toEqual(["tags", 3, undefined])
    expect(await wrongWith({ items: topics, act: "launch" })).toEqual(["act", 3, undefined])
  })
})
