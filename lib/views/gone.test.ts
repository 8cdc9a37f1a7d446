import { beforeEach, describe, expect, test, vi } from "vitest"
import type { Member } from "#lib/forum/actor.ts"
import { changeCategory } from "#lib/forum/categories.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { addressOfNote } from "./addresses.ts"
import { goneWithPost, loadGone } from "./gone.ts"
import { topicPage } from "./topic.ts"

vi.mock("next/cache", () => ({ unstable_cache: <T>(load: T) => load }))

freshTable()

let ann: Member
let mo: Member
let eve: Member
let open: string
beforeEach(async () => {
  ;[ann, mo, eve] = [await someone(), await staff(), await someone()]
  open = (await aCategory({ name: "Harbour" })).id
})

const aTopicOfAnn = (title: string) => aTopic(ann, { id: open }, { title, body: `${title}, indeed.` })

describe("in place of a removed topic", () => {
  test("stands that a moderator took it away, when and why, and nothing that it said", async () => {
    const { topic, post } = await aTopicOfAnn("The secret of the quagga")
    const reply = await aReply(eve, topic, "A quagga?")
    expect(await loadGone(topic)).toBeNull()
    await removePost(mo, { post, why: "No secrets here." })
    const view = await loadGone(topic.toLowerCase())
    expect(view).toMatchObject({ by: "staff", why: "No secrets here.", category: { name: "Harbour" } })
    expect(Date.parse(view!.at)).toBeGreaterThan(0)
    expect(JSON.stringify(view)).not.toMatch(/quagga/i)
    // Also by the posts that stood in it.
    expect(await goneWithPost(reply.post)).toEqual(view)
    await restorePost(mo, { post })
    expect(await loadGone(topic)).toBeNull()
    expect(await goneWithPost(reply.post)).toBeNull()
  })

  test("stands that its author did, and not what they gave as their reason", async () => {
    const { topic, post } = await aTopicOfAnn("A mistake")
    await removePost(ann, { post, why: "I said too much about Eve." })
    const view = await loadGone(topic)
    expect(view).toMatchObject({ by: "author" })
    expect(view).not.toHaveProperty("why")
  })

  test("stands nothing where not everybody could read it, or where nothing was", async () => {
    const { topic, post } = await aTopicOfAnn("A talk among friends")
    const members = (await aCategory({ readers: "members" })).id
    await moveTopic(mo, { topic, category: members })
    await removePost(mo, { post, why: "No." })
    for (const id of [topic, "01ARZ3NDEKTSV4RRFFQ69G5FAV", "nonsense", ""]) {
      expect(await loadGone(id), id).toBeNull()
      expect(await goneWithPost(id), id).toBeNull()
    }
    expect(await goneWithPost(post)).toBeNull()
  })
})

test("what moderators said among members is not told to everybody when their category is opened", async () => {
  const members = await aCategory({ readers: "members" })
  const { topic, post } = await aTopic(ann, members, { title: "Who owes what" })
  const second = await aTopic(ann, members, { title: "Who owes more" })
  const { post: reply } = await aReply(eve, second.topic, "Eve does.")
  await removePost(mo, { post, why: "Eve's debts are hers." })
  await removePost(mo, { post: reply, why: "Eve's debts are hers." })
  const whyOfReply = async () => (await topicPage(ann, second.topic, 1))?.posts.at(-1)?.why
  // Members read it, as they could then.
  expect(await whyOfReply()).toBe("Eve's debts are hers.")
  await changeCategory({ kind: "operator" }, members.id, { readers: "everyone" })
  expect(await loadGone(topic)).toMatchObject({ by: "staff" })
  expect(await loadGone(topic)).not.toHaveProperty("why")
  expect(await whyOfReply()).toBeUndefined()
})

test("the address of a removed reply leads to its note, for who may see the topic", async () => {
  const { topic, post: first } = await aTopicOfAnn("A talk with a gap")
  const { post } = await aReply(ann, topic, "Never mind.")
  expect(await addressOfNote(eve, post)).toBeNull()
  await removePost(ann, { post })
  expect(await addressOfNote(eve, post)).toMatch(new RegExp(`#p-${post}$`, "i"))
  await removePost(mo, { post: first, why: "No." })
  expect(await addressOfNote(eve, post)).toBeNull()
})
