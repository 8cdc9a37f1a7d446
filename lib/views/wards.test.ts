import { describe, expect, test } from "vitest"
import { findCategory, listCategories } from "#lib/db/patterns/categories.ts"
import { getPost } from "#lib/db/patterns/posts.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { type Actor, type Member, memberFrom } from "#lib/forum/actor.ts"
import { changeCategory } from "#lib/forum/categories.ts"
import { removeCategory } from "#lib/forum/category-removal.ts"
import { lockTopic } from "#lib/forum/closing.ts"
import { decide, visibleCase } from "#lib/forum/deciding.ts"
import { editPost } from "#lib/forum/editing.ts"
import { Waits } from "#lib/forum/holding.ts"
import { writeNote } from "#lib/forum/notes.ts"
import { removePost } from "#lib/forum/removal.ts"
import { report } from "#lib/forum/reporting.ts"
import { setRole } from "#lib/forum/roles.ts"
import { changeSettings } from "#lib/forum/settings.ts"
import { sanction } from "#lib/forum/standing.ts"
import { sweep } from "#lib/forum/sweeping.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { visibleUpload } from "#lib/forum/uploads.ts"
import { endWarden, nameWarden, wardensFor } from "#lib/forum/wards.ts"
import { aPost, decision, reportOf } from "#lib/testing/cases.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { aPicture, freshStore, naming } from "#lib/testing/uploads.ts"
import { loadQueue, waitingCases } from "./moderation.ts"
import { loadPostOptions } from "./post.ts"
import { loadStaffCase } from "./staff-case.ts"
import { loadStaffLog, logAskedFor } from "./staff-log.ts"

freshTable()
freshStore()

const now = async ({ id }: { id: string }): Promise<Member> =>
  memberFrom((await getUser(id, { consistent: true }))!)

/** A member who moderates the category, as they are now. */
async function aWarden(category: { id: string }, name?: string): Promise<Member> {
  const member = await someone(name)
  await nameWarden(await staff("admin"), { category: category.id, member: member.name })
  return now(member)
}

const waiting = (actor: Actor) => waitingCases(actor, () => listCategories())
const inLog = async (actor: Member, of: Parameters<typeof logAskedFor>[0] = {}) =>
  (await loadStaffLog(actor, logAskedFor(of)!))!.rows.map((row) => [row.case.id, row.type])
const inQueue = async (actor: Member) => (await loadQueue(actor, "all"))!.rows.map(({ id }) => id)

describe("who moderates a category", () => {
  test("is said by administrators, holds at once, and is taken back at once", async () => {
    const [harbour, member, admin] = [await aCategory(), await someone(), await staff("admin")]
    const input = { category: harbour.id, member: member.name.toUpperCase() }
    await expect(nameWarden(await staff(), input)).rejects.toMatchObject({ code: "not-allowed" })
    await nameWarden(admin, input)
    await nameWarden(admin, input)
    expect((await now(member)).wards).toEqual([harbour.id])
    expect((await wardensFor(admin, harbour.id)).map(({ id }) => id)).toEqual([member.id])
    const { topic } = await aTopic(await someone(), harbour)
    await expect(lockTopic(member, { topic, locked: true })).rejects.toMatchObject({ code: "not-allowed" })
    expect(await lockTopic(await now(member), { topic, locked: true })).toMatchObject({ locked: true })
    await endWarden(admin, { category: harbour.id, member: member.id })
    expect((await now(member)).wards).toBeUndefined()
    expect(await wardensFor(admin, harbour.id)).toEqual([])
    await expect(lockTopic(await now(member), { topic, locked: false })).rejects.toMatchObject({
      code: "not-allowed",
    })
  })

  test("is no staff, may read it, and is one of ten", async () => {
    const [harbour, admin] = [await aCategory(), await staff("admin")]
    const naming = (member: string, category = harbour.id) => nameWarden(admin, { category, member })
    await expect(naming((await staff()).name)).rejects.toMatchObject({ code: "ward-is-staff" })
    await expect(naming("nobody-is-called-so")).rejects.toMatchObject({ code: "member-missing" })
    const closed = await aCategory({ readers: "staff" })
    await expect(naming((await someone()).name, closed.id)).rejects.toMatchObject({
      code: "ward-cannot-read",
    })
    const ten = []
    for (let n = 0; n < 10; n++) ten.push(await naming((await someone()).name))
    const eleventh = await someone()
    await expect(naming(eleventh.name)).rejects.toMatchObject({ code: "too-many-wardens" })
    // Who becomes staff moderates everywhere, and makes room.
    await setRole(admin, { member: ten[0]!.id, role: "moderator" })
    expect((await now(ten[0]!)).wards).toBeUndefined()
    await naming(eleventh.name)
    expect((await wardensFor(admin, harbour.id)).map(({ id }) => id)).toContain(eleventh.id)
  })

  test("two named at once are both", async () => {
    const [harbour, admin] = [await aCategory(), await staff("admin")]
    const two = [await someone(), await someone()]
    await Promise.all(two.map(({ name }) => nameWarden(admin, { category: harbour.id, member: name })))
    expect((await wardensFor(admin, harbour.id)).map(({ id }) => id).sort()).toEqual(
      two.map(({ id }) => id).sort(),
    )
  })
})

describe("a moderator of one category", () => {
  test("decides about what lies there, and sees nothing of what lies elsewhere", async () => {
    const [harbour, quay] = [await aCategory(), await aCategory()]
    const warden = await aWarden(harbour)
    const ann = await someone()
    const [here, there] = [await aTopic(ann, harbour), await aTopic(ann, quay)]
    const author = await someone()
    const posts = [await aReply(author, here.topic), await aReply(author, there.topic)]
    const reporter = await someone()
    const [mine, other] = await Promise.all(posts.map(({ post }) => report(reporter, reportOf(post))))
    const about = await report(reporter, { kind: "member", id: author.id, reason: "rude", words: undefined })
    await settle()
    expect(await inQueue(warden)).toEqual([mine!.id])
    expect(await waiting(warden)).toBe(1)
    for (const id of [other!.id, about.id])
      await expect(visibleCase(warden, id)).rejects.toMatchObject({ code: "case-missing" })
    await decide(warden, await decision(mine!.id, "hide", "Advertising"))
    expect((await getPost(here.topic, posts[0]!.post))?.removed).toMatchObject({
      byStaff: true,
      why: "Advertising",
    })
    await settle()
    expect(await inLog(warden)).toEqual([
      [mine!.id, "hidden"],
      [mine!.id, "reported"],
    ])
    expect(await inLog(warden, { category: quay.id })).toEqual([])
    const whole = await inLog(await staff())
    expect(whole).toContainEqual([other!.id, "reported"])
    expect(whole).toContainEqual([about.id, "reported"])
    const view = await loadStaffCase(warden, mine!.id)
    // What else is known of its author is of no category.
    expect(view).toMatchObject({ past: [] })
    expect(view).not.toHaveProperty("member")
    await expect(decide(warden, await decision(other!.id, "hide", "No"))).rejects.toMatchObject({
      code: "case-missing",
    })
    await expect(removePost(warden, { post: posts[1]!.post, why: "No" })).rejects.toMatchObject({
      code: "not-your-post",
    })
  })

  test("does nothing to what staff wrote, nor to members", async () => {
    const harbour = await aCategory()
    const [warden, mod] = [await aWarden(harbour), await staff()]
    const { topic, post } = await aTopic(mod, harbour)
    const above = { code: "staff-above" }
    await expect(lockTopic(warden, { topic, locked: true })).rejects.toMatchObject(above)
    await expect(moveTopic(warden, { topic, category: (await aCategory()).id })).rejects.toMatchObject(above)
    await expect(removePost(warden, { post, why: "No" })).rejects.toMatchObject(above)
    const edit = { post, version: 1, body: "Mine now.", title: "Mine", tags: [], topicVersion: 1 }
    await expect(editPost(warden, edit)).rejects.toMatchObject(above)
    expect((await loadPostOptions(warden, post)).can).toMatchObject({
      lock: false,
      edit: false,
      remove: false,
    })

    const { author } = await aPost()
    const missing = { kind: "not-found" }
    const act = { member: author.id, turn: 0, length: "7", day: "", words: "Advertising" } as const
    await expect(sanction(warden, { ...act, sanction: "suspended" })).rejects.toMatchObject(missing)
    await expect(
      writeNote(warden, { member: author.id, form: "f".repeat(36), text: "x" }),
    ).rejects.toMatchObject(missing)
    await expect(
      sweep(warden, { form: "f".repeat(36), names: [author.name], words: "Spam" }),
    ).rejects.toMatchObject(missing)
  })

  test("sees what waits for approval there, with its pictures, and decides about it", async () => {
    const [harbour, quay] = [await aCategory(), await aCategory()]
    const [warden, elsewhere] = [await aWarden(harbour), await aWarden(quay)]
    const author = await someone(undefined, { postCount: 0 })
    const picture = await aPicture(author)
    const { topic } = await aTopic(await someone(), harbour)
    await changeSettings({ kind: "operator" }, { values: { "first-posts-held": 1 } })
    const held = await aReply(author, topic, `The slipway ${naming(picture)}`).catch((one: unknown) => one)
    await changeSettings({ kind: "operator" }, { values: { "first-posts-held": 0 } })
    if (!(held instanceof Waits)) throw held
    await settle()
    expect([await inQueue(warden), await inQueue(elsewhere)]).toEqual([[held.id], []])
    expect((await visibleUpload(warden, picture)).isPublic).toBe(false)
    await expect(visibleUpload(elsewhere, picture)).rejects.toMatchObject({ kind: "not-found" })
    await decide(warden, await decision(held.id, "approve"))
    expect((await visibleUpload(elsewhere, picture)).isPublic).toBe(true)
  })

  test("loses it with the right to read, and sees what was moved to them", async () => {
    const [harbour, quay, admin] = [await aCategory(), await aCategory(), await staff("admin")]
    const warden = await aWarden(harbour)
    const { topic } = await aTopic(await someone(), quay)
    const { post } = await aReply(await someone(), topic)
    const { id } = await report(await someone(), reportOf(post))
    await settle()
    expect(await inQueue(warden)).toEqual([])
    await moveTopic(admin, { topic, category: harbour.id })
    await settle()
    expect(await inQueue(warden)).toEqual([id])
    await changeCategory(admin, harbour.id, { readers: "staff" })
    expect(await inQueue(warden)).toEqual([])
    expect(await inLog(warden)).toEqual([])
    await expect(visibleCase(warden, id)).rejects.toMatchObject({ code: "case-missing" })
  })
})

describe("what lay in a category that was removed", () => {
  test("is in the queue for administrators alone, without its text, who close it", async () => {
    const [quay, admin, mod] = [await aCategory(), await staff("admin"), await staff()]
    const { topic } = await aTopic(await someone(), quay)
    const { post } = await aReply(await someone(), topic, "A secret of the quay")
    const { id } = await report(await someone(), reportOf(post))
    await settle()
    expect(await inQueue(mod)).toContain(id)
    const before = (await waiting(mod))!
    const { version } = (await findCategory(quay.id))!
    await removeCategory(admin, { category: quay.id, version, words: "Empty" })
    expect(await inQueue(mod)).not.toContain(id)
    expect(await waiting(mod)).toBe(before - 1)
    const row = (await loadQueue(admin, "all"))!.rows.find((one) => one.id === id)
    expect(row).not.toHaveProperty("excerpt")
    const told = (await loadStaffLog(mod, logAskedFor({})!))!.rows.find((one) => one.case.id === id)
    expect(told).toMatchObject({ type: "reported", case: { title: "", hasNoPage: true } })
    expect(told).not.toHaveProperty("words")
    await expect(visibleCase(mod, id)).rejects.toMatchObject({ code: "case-missing" })
    await decide(admin, await decision(id, "settle"))
    await settle()
    expect(await inQueue(admin)).not.toContain(id)
  })
})
