import { describe, expect, test } from "vitest"
import { nowIso } from "#lib/base/clock.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { appeal } from "#lib/forum/appealing.ts"
import { caseIdOf, currentCase } from "#lib/forum/cases.ts"
import { changeCategory } from "#lib/forum/categories.ts"
import { decide } from "#lib/forum/deciding.ts"
import { editPost } from "#lib/forum/editing.ts"
import { report } from "#lib/forum/reporting.ts"
import { answerInCase, writeToStaff } from "#lib/forum/staff-messages.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { loadCase } from "./cases.ts"
import { loadQueue } from "./moderation.ts"
import { loadOwnCases } from "./own-cases.ts"
import { loadStaffCase } from "./staff-case.ts"
import { loadStaffLog, logAskedFor } from "./staff-log.ts"

freshTable()

const TITLE = "Where do the boats go in winter?"

async function scene() {
  const [author, reporter, other, mod] = [await someone(), await someone(), await someone(), await staff()]
  const category = await aCategory()
  const { topic } = await aTopic(other, category, { title: TITLE })
  const { post } = await aReply(author, topic, "Buy my boats!")
  const id = caseIdOf({ kind: "post", id: post })
  await report(reporter, { kind: "post", id: post, reason: "spam", words: "A seller" })
  const act = async (decision: Parameters<typeof decide>[1]["decision"], words?: string) =>
    decide(mod, { case: id, turn: (await currentCase(id))!.turn, decision, words })
  return { author, reporter, other, mod, category, topic, post, id, act }
}

describe("a case", () => {
  test("is to its reporter what they said and what was decided, and nothing of others", async () => {
    const { reporter, other, id, post, act } = await scene()
    await report(other, { kind: "post", id: post, reason: "rude", words: "A secret of the other" })
    expect(await loadCase(reporter, id)).toMatchObject({
      part: "reporter",
      report: { reason: "spam", words: "A seller", title: TITLE },
    })
    await act("dismiss", "They may say so")
    const view = await loadCase(reporter, id)
    expect(view).toMatchObject({ outcome: { news: "dismissed", words: "They may say so" } })
    expect(JSON.stringify(view)).not.toContain("A secret of the other")
    expect(JSON.stringify(view)).not.toContain(other.name)
  })

  test("is to the author what is hidden and why, never who reported it; before that there is none", async () => {
    const { author, reporter, id, act } = await scene()
    await expect(loadCase(author, id)).rejects.toMatchObject({ code: "case-missing" })
    await act("hide", "Advertising")
    const view = await loadCase(author, id)
    expect(view).toMatchObject({ part: "author", hidden: { words: "Advertising" } })
    expect(JSON.stringify(view)).toContain("Buy my boats!")
    for (const hidden of [reporter.name, reporter.id, "A seller"])
      expect(JSON.stringify(view)).not.toContain(hidden)
    await appeal(author, { case: id, words: "A joke" })
    await act("dismiss", "Not a good one")
    expect(await loadCase(author, id)).toMatchObject({
      appeal: { words: "A joke", isOpen: false, answer: "Not a good one" },
    })
  })

  test("is nobody else's, and says no title that its reporter may not read any more", async () => {
    const { reporter, other, id, category } = await scene()
    await expect(loadCase(other, id)).rejects.toMatchObject({ code: "case-missing" })
    await expect(loadCase(GUEST, id)).rejects.toMatchObject({ kind: "unauthenticated" })
    const own = async () => (await loadOwnCases(reporter))?.rows
    expect(await own()).toEqual([
      expect.objectContaining({ id, type: "reported", kind: "post", what: TITLE }),
    ])
    await changeCategory({ kind: "operator" }, category.id, { readers: "staff", writers: "staff" })
    const view = await loadCase(reporter, id)
    expect(JSON.stringify([view, await own()])).not.toContain(TITLE)
  })

  test("of a conversation is that of its member alone; they find it again among what they said", async () => {
    const [ann, other] = [await someone(), await someone()]
    const { id } = await writeToStaff(ann, { form: aForm(), body: "The **jetty** is loose" })
    const view = await loadCase(ann, id)
    expect(view.part === "writer" && view.messages[0]?.html).toContain("<strong>jetty</strong>")
    await expect(loadCase(other, id)).rejects.toMatchObject({ code: "case-missing" })
    expect((await loadOwnCases(ann))?.rows).toEqual([expect.objectContaining({ id, type: "wrote" })])
    expect((await loadOwnCases(other))?.rows).toEqual([])
  })
})

test("a long conversation is shown from its end, and nothing of it is lost on the way back", async () => {
  const [ann, mod] = [await someone(), await staff()]
  const { id } = await writeToStaff(ann, { form: aForm(), body: "Message 1" })
  for (let n = 2; n <= 62; n++)
    await answerInCase(mod, { form: aForm(), case: id, turn: n - 1, body: `Message ${n}` })
  const seen: number[] = []
  for (let before: number | undefined, isMore = true; isMore; ) {
    const view = await loadCase(ann, id, before)
    if (view.part !== "writer") throw new Error("It is a conversation.")
    seen.unshift(...view.messages.map(({ version }) => version))
    ;[before, isMore] = [view.older, view.older !== undefined]
  }
  expect(seen).toEqual(Array.from({ length: 62 }, (_, i) => i + 1))
  const whole = await loadStaffCase(mod, id)
  expect(whole).toMatchObject({ older: 13, row: { kind: "message" } })
  expect(await loadStaffCase(mod, id, { before: 13 })).toMatchObject({ log: { length: 12 } })
})

test("a message is shown as it was when it was sent; what would be too much is refused before", async () => {
  const ann = await someone()
  const footnotes = `${"[^a] ".repeat(1500)}\n\n[^a]: x`
  await expect(writeToStaff(ann, { form: aForm(), body: footnotes })).rejects.toMatchObject({
    code: "too-much-markup",
  })
  const { id } = await writeToStaff(ann, { form: aForm(), body: "ж".repeat(8000) })
  const view = await loadCase(ann, id)
  expect(view.part === "writer" && view.messages[0]?.html).toContain("ж")
})

describe("what staff see", () => {
  test("is the queue, the oldest first, by kind, and nothing for anybody else", async () => {
    const { mod, author, id, act } = await scene()
    await settle()
    const has = async (queue: Parameters<typeof loadQueue>[1]) =>
      (await loadQueue(mod, queue))!.rows.some((row) => row.id === id)
    expect([await has("all"), await has("reports"), await has("messages")]).toEqual([true, true, false])
    await expect(loadQueue(author, "all")).rejects.toMatchObject({ kind: "forbidden" })
    expect(await loadQueue(mod, "all", "older-1-x")).toBeNull()
    await act("claim")
    await settle()
    const row = (await loadQueue(mod, "reports"))!.rows.find((one) => one.id === id)
    expect(row).toMatchObject({ title: TITLE, reasons: ["spam"], claimedBy: { isYou: true } })
  })

  test("goes on from page to page, and each case comes once", async () => {
    const [ann, mod] = [await someone(), await staff()]
    const { topic } = await aTopic(ann, await aCategory())
    const made: string[] = []
    for (let n = 0; n < 23; n++) {
      const { post } = await aReply(await someone(), topic)
      made.push((await report(mod, { kind: "post", id: post, reason: "spam", words: undefined })).id)
    }
    await settle()
    const seen: string[] = []
    for (let cursor: string | undefined, isMore = true; isMore; ) {
      const view = (await loadQueue(mod, "reports", cursor))!
      seen.push(...view.rows.map((row) => row.id))
      cursor = view.next && `newer-${Date.parse(view.next.time).toString(36)}-${view.next.id.toLowerCase()}`
      isMore = cursor !== undefined
    }
    expect(new Set(seen).size).toBe(seen.length)
    expect(made.filter((id) => !seen.includes(id))).toEqual([])
    const at = made.map((id) => seen.indexOf(id))
    expect(at).toEqual(at.toSorted((a, b) => a - b))
  })

  test("is a case with what can be done, and as it was on a day before", async () => {
    const { mod, id, act } = await scene()
    const now = await loadStaffCase(mod, id)
    expect(now).toMatchObject({
      state: "open",
      decisions: ["claim", "dismiss", "hide"],
      log: [{ type: "reported", words: "A seller", excerpt: "Buy my boats!" }],
      post: { removed: false },
    })
    await act("hide", "Advertising")
    expect(await loadStaffCase(mod, id)).toMatchObject({ isHidden: true, decisions: ["restore"] })
    expect(await loadStaffCase(mod, id, { on: "2001-01-01" })).toBe("not-yet")
    const today = await loadStaffCase(mod, id, { on: nowIso().slice(0, 10) })
    expect(today).toMatchObject({ on: nowIso().slice(0, 10), decisions: [] })
  })

  test("shows what stands around the post, also across pages, and how the post was changed", async () => {
    const [ann, mod] = [await someone(), await staff()]
    const { topic } = await aTopic(ann, await aCategory())
    const posts = []
    for (let n = 2; n <= 23; n++)
      posts.push(await aReply(n === 20 ? ann : await someone(), topic, `Post ${n}`))
    // The twentieth is the last of its page.
    const { post } = posts[18]!
    const { id } = await report(await someone(), { kind: "post", id: post, reason: "spam", words: undefined })
    await editPost(ann, { post, version: 1, body: "Post 20, and a word more" })
    await settle()
    const view = await loadStaffCase(mod, id)
    if (view === "not-yet" || !view.post) throw new Error("It is there.")
    const texts = (some: { html: string }[]) => some.map(({ html }) => html.replace(/<[^>]+>/g, "").trim())
    expect(texts(view.post.before)).toEqual(["Post 18", "Post 19"])
    expect(texts(view.post.after)).toEqual(["Post 21", "Post 22"])
    expect(view.post.versions.map(({ n }) => n)).toEqual([2, 1])
    expect(JSON.stringify(view.post.versions[0]!.changes)).toContain("a word more")
    expect(view.post.editedSince).toBeDefined()
  })

  test("is a log by month, by member and by kind, together as well; other addresses are none", async () => {
    const { mod, author, id, act } = await scene()
    await act("dismiss", "They may say so")
    await settle()
    const month = nowIso().slice(0, 7)
    const [by, type] = [mod.name, "dismissed"]
    for (const of of [{}, { by: "" }, { by }, { type }, { by, type }, { by, month }, { by, type, month }]) {
      const log = (await loadStaffLog(mod, logAskedFor(of)!))!
      expect(log.rows.find((row) => row.case.id === id && row.type === "dismissed")).toMatchObject({
        words: "They may say so",
        name: mod.name,
        case: { title: TITLE, name: author.name },
      })
    }
    for (const of of [{ by, month: "2001-01" }, { by, type: "hidden" }, { by: author.name }])
      expect((await loadStaffLog(mod, logAskedFor(of)!))?.rows).toEqual([])
    expect(await loadStaffLog(mod, { by: "nobody-at-all" })).toMatchObject({ isNobody: true, rows: [] })
    for (const none of [{ type: "nothing" }, { month: "2026-13" }]) expect(logAskedFor(none)).toBeUndefined()
    await expect(loadStaffLog(author, { month: "2026-11" })).rejects.toMatchObject({ kind: "forbidden" })
  })
})
