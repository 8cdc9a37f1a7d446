import { afterAll, beforeAll, describe, expect, test } from "vitest"
import { getHeld } from "#lib/db/patterns/held.ts"
import { lastPosts } from "#lib/db/patterns/posts.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { GUEST, type Member } from "#lib/forum/actor.ts"
import { currentCase, pastOf } from "#lib/forum/cases.ts"
import { decide } from "#lib/forum/deciding.ts"
import { changeHeld, HeldChangeInput, takeHeldBack } from "#lib/forum/held-changing.ts"
import { Waits } from "#lib/forum/holding.ts"
import { changeSettings } from "#lib/forum/settings.ts"
import { LiftInput, lift, SanctionInput, sanction } from "#lib/forum/standing.ts"
import { decision } from "#lib/testing/cases.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { loadCase } from "./cases.ts"
import { draftsPage } from "./drafts.ts"
import { loadQueue } from "./moderation.ts"
import { loadStaffCase } from "./staff-case.ts"
import { loadNewTopic, loadReply } from "./writing.ts"

freshTable()
const newcomer = (): Promise<Member> => someone(undefined, { postCount: 0 })
beforeAll(() => changeSettings({ kind: "operator" }, { values: { "first-posts-held": 9 } }))
afterAll(expectConsistent, 60_000)

async function waiting<T>(made: Promise<T>): Promise<string> {
  const error = await made.catch((one) => one)
  if (!(error instanceof Waits)) throw error
  return error.id
}

async function heldReply(body = "South, I think.") {
  const [author, category] = [await newcomer(), await aCategory()]
  const { topic } = await aTopic(await someone(), category)
  return { author, category, topic, id: await waiting(aReply(author, topic, body)) }
}

/** What the page's form has; to who may not see it a page shows none. */
async function markFor(member: Member, id: string): Promise<string> {
  const view = await loadCase(member, id).catch(() => undefined)
  return view?.part === "held" ? (view.own?.mark ?? "") : ""
}
async function changing(member: Member, id: string, body: string, more = {}) {
  const mark = await markFor(member, id)
  return changeHeld(member, HeldChangeInput.parse({ case: id, mark, body, ...more }))
}
const approvedIn = async (topic: string) => (await lastPosts(topic, 5)).at(-1)!

describe("a text that waits for approval", () => {
  test("is shown to its author where they write, and to nobody else", async () => {
    const { author, topic, id } = await heldReply()
    const { category } = await heldReply()
    const theirs = await waiting(aTopic(author, category, { title: "Which tar?" }))
    const said = (texts: { says: string }[]) => texts.map(({ says }) => says)
    expect(said((await draftsPage(author))!.waiting)).toEqual(["Which tar?", "South, I think."])
    expect(said((await loadNewTopic(author)).waiting)).toEqual(["Which tar?"])
    expect(said((await loadReply(author, { topic, area: "public" })).waiting)).toEqual(["South, I think."])
    for (const other of [GUEST, await newcomer()])
      expect((await loadReply(other, { topic, area: "public" })).waiting).toEqual([])
    await takeHeldBack(author, { case: id })
    await decide(await staff(), await decision(theirs, "approve"))
    expect((await draftsPage(author))!.waiting).toEqual([])
  })

  test("is written anew, and staff see and approve the newest", async () => {
    const { author, topic, id } = await heldReply("Sauth")
    expect(await loadCase(author, id)).toMatchObject({ own: { source: "Sauth" } })
    await changing(author, id, "South, with **tar**.")
    await settle()
    const mod = await staff()
    expect(await loadStaffCase(mod, id)).toMatchObject({
      held: { html: "<p>South, with <strong>tar</strong>.</p>\n" },
      log: [{ type: "held" }, { type: "held-changed" }],
    })
    expect((await loadQueue(mod, "held"))?.rows).toContainEqual(
      expect.objectContaining({ id, excerpt: "South, with tar." }),
    )
    await decide(mod, await decision(id, "approve"))
    expect((await approvedIn(topic)).html).toContain("<strong>tar</strong>")
    // Sent as it is already, nothing happens; decided, nothing is changed any more.
    for (const act of [() => changing(author, id, "West"), () => takeHeldBack(author, { case: id })])
      await expect(act()).rejects.toMatchObject({ code: "held-decided" })
    expect((await loadCase(author, id)) as object).not.toHaveProperty("own")
  })

  test("of a topic changes its title and tags as well; of a reply it has none", async () => {
    const [author, category] = [await newcomer(), await aCategory()]
    const id = await waiting(aTopic(author, category, { title: "Wich tar?", tags: [] }))
    await changing(author, id, "For a hull.", { title: "Which tar?" })
    await changing(author, id, "For a hull.", { title: "Which tar?" })
    expect(await currentCase(id)).toMatchObject({ version: 2, subject: { title: "Which tar?" } })
    await decide(await staff(), await decision(id, "approve"))
    const { post } = (await getHeld(author.id, id))!
    expect(post).toBeDefined()
    const reply = await heldReply()
    await changing(reply.author, reply.id, "North", { title: "A title", tags: "tar" })
    expect(await getHeld(reply.author.id, reply.id)).not.toHaveProperty("title")
  })

  test("makes no tags that its author may not create, whoever approves it", async () => {
    const [author, category] = [await newcomer(), await aCategory()]
    await aTopic(await staff(), category, { tags: ["tar"] })
    const id = await waiting(aTopic(author, category, { tags: [] }))
    const retagged = (tags: string) => changing(author, id, "For a hull.", { title: "Which tar?", tags })
    await expect(retagged("tar, buy-boats")).rejects.toMatchObject({
      ...{ code: "tag-not-allowed", details: { field: "tags" } },
    })
    expect(await getHeld(author.id, id)).toMatchObject({ tags: [] })
    await retagged("tar")
    expect(await getHeld(author.id, id)).toMatchObject({ tags: ["tar"] })
  })

  test("and was changed in another window is not overwritten; what staff do meanwhile is no change", async () => {
    const { author, id } = await heldReply("Sauth, I think.")
    const mark = await markFor(author, id)
    const first = { case: id, mark, body: "Sauth, I think.\n\nBecause of the birds." }
    await decide(await staff(), await decision(id, "claim"))
    await changeHeld(author, first)
    const second = { case: id, mark, body: "South, I think." }
    await expect(changeHeld(author, second)).rejects.toMatchObject({
      code: "case-overtaken",
      message:
        "You have changed this text in another window since. Copy what you wrote here, open the text as it is now, and write it there.",
    })
    expect((await getHeld(author.id, id))?.body).toBe(first.body)
    // A second press of the same.
    await changeHeld(author, first)
    expect((await pastOf(id)).map(({ type }) => type)).toEqual(["held", "claimed", "held-changed"])
    await changeHeld(author, { ...second, mark: await markFor(author, id) })
    expect((await getHeld(author.id, id))?.body).toBe(second.body)
  })

  test("that staff have before them is not approved as they read it, when it was changed since", async () => {
    const { author, topic, id } = await heldReply("Harmless")
    const [mod, seen] = [await staff(), await decision(id, "approve")]
    await changing(author, id, "Buy my boats!")
    await expect(decide(mod, seen)).rejects.toMatchObject({
      code: "case-overtaken",
      message: `${author.name} changed the text meanwhile. Read it as it is now before you decide.`,
    })
    expect((await findTopic(topic))?.postCount).toBe(1)
  })

  test("is changed or approved, never both, when its author saves while staff decide", async () => {
    for (let n = 0; n < 6; n++) {
      const { author, topic, id } = await heldReply("Harmless")
      const [mod, seen, mark] = [await staff(), await decision(id, "approve"), await markFor(author, id)]
      const [approved, changed] = await Promise.allSettled([
        decide(mod, seen),
        changeHeld(author, { case: id, mark, body: "Buy my boats!" }),
      ])
      const isApproved = approved.status === "fulfilled"
      expect([isApproved, changed.status === "fulfilled"].filter(Boolean)).toHaveLength(1)
      const held = (await getHeld(author.id, id))!
      expect([held.state, held.body]).toEqual(
        isApproved ? ["approved", "Harmless"] : ["waiting", "Buy my boats!"],
      )
      if (isApproved) expect((await approvedIn(topic)).html).toContain("Harmless")
      expect((await pastOf(id)).map(({ type }) => type)).toEqual([
        "held",
        isApproved ? "approved" : "held-changed",
      ])
    }
  })

  test("is taken back or decided, never both; then nobody decides, and its author alone reads it", async () => {
    for (let n = 0; n < 4; n++) {
      const { author, id } = await heldReply()
      const seen = await decision(id, "reject", "No")
      const mod = await staff()
      const [decided, taken] = await Promise.allSettled([
        decide(mod, seen),
        takeHeldBack(author, { case: id }),
      ])
      expect([decided, taken].filter(({ status }) => status === "fulfilled")).toHaveLength(1)
    }
    const { author, id } = await heldReply("A secret")
    const mod = await staff()
    await takeHeldBack(author, { case: id })
    await takeHeldBack(author, { case: id })
    await settle()
    expect((await loadQueue(mod, "held"))?.rows.map((row) => row.id)).not.toContain(id)
    const view = await loadStaffCase(mod, id)
    expect(view).toMatchObject({ state: "closed", decisions: [] })
    expect(view).not.toHaveProperty("held")
    await expect(decide(mod, await decision(id, "approve"))).rejects.toMatchObject({ kind: "forbidden" })
    expect(await loadCase(author, id)).toMatchObject({ state: "withdrawn", html: "<p>A secret</p>\n" })
    expect((await pastOf(id)).map(({ type }) => type)).toEqual(["held", "taken-back"])
  })

  test("is its author's alone to change, and watched words and limits hold for what it becomes", async () => {
    const { author, id } = await heldReply()
    const mod = await staff()
    for (const other of [await newcomer(), mod]) {
      await expect(changing(other, id, "Mine")).rejects.toMatchObject({ kind: "not-found" })
      await expect(takeHeldBack(other, { case: id })).rejects.toMatchObject({ kind: "not-found" })
    }
    await expect(changeHeld(GUEST, { case: id, mark: "", body: "x" })).rejects.toMatchObject({
      kind: "unauthenticated",
    })
    const links = Array.from({ length: 9 }, (_, n) => `https://boats.example/${n}`).join(" ")
    await expect(changing(author, id, links)).rejects.toMatchObject({ kind: "invalid" })
    await sanction(mod, SanctionInput.parse({ member: author.id, turn: 0, sanction: "silenced", words: "x" }))
    const silenced = { ...author, silencedUntil: "2999-01-01T00:00:00.000Z" }
    await expect(changing(silenced, id, "Again")).rejects.toMatchObject({ code: "silenced" })
    await takeHeldBack(silenced, { case: id })
    await lift(mod, LiftInput.parse({ member: author.id, turn: 1, sanction: "silenced", words: "" }))
  })
})
