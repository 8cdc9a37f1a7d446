import { describe, expect, test, vi } from "vitest"
import { DAY, now, setClock } from "#lib/base/clock.ts"
import { forgetConfig } from "#lib/config.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { removePost } from "#lib/forum/removal.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { editPath, newTopicPath, replyPath } from "#lib/web/paths.ts"
import { writingPlaceOf } from "#lib/web/writing-places.ts"
import { loadCompose } from "./compose.ts"
import { loadWholePost } from "./whole-post.ts"

freshTable()
vi.stubEnv("STOA_LIMIT_SCALE", "1")
forgetConfig()

const placed = (id: string) => ({ slug: "x", id })
const open = (actor: Parameters<typeof loadCompose>[0], page: string) =>
  loadCompose(actor, writingPlaceOf(page))

describe("the composer", () => {
  test("opens for a reply with the post that is answered, and its quote where one is wanted", async () => {
    const [asks, answers] = [await someone(), await someone()]
    const { topic, post } = await aTopic(asks, await aCategory(), { title: "Where to?", body: "South." })
    const view = await open(answers, replyPath(placed(topic), post, "public", { quote: true }))
    expect(view).toMatchObject({
      kind: "reply",
      topic: { id: topic, title: "Where to?" },
      answered: { id: post, author: asks.name },
      quote: expect.stringContaining("South."),
      hints: [],
    })
  })

  test("opens for an edit of one's own text, and says why it does not for another's", async () => {
    const [author, other] = [await someone(), await someone()]
    const { post } = await aTopic(author, await aCategory(), { body: "Mine." })
    expect(await open(author, editPath(post))).toMatchObject({ kind: "edit", initial: { body: "Mine." } })
    const refused = await open(other, editPath(post))
    expect(refused).toMatchObject({ kind: "edit", refusal: expect.any(String) })
    expect(JSON.stringify(refused)).not.toContain("Mine.")
  })

  test("opens for nobody who is not signed in, and not where one may not read or nothing is", async () => {
    const staff = await someone(undefined, { role: "admin" })
    const { topic } = await aTopic(staff, await aCategory({ readers: "staff", writers: "staff" }))
    const member = await someone()
    for (const page of [newTopicPath(), replyPath(placed(topic))])
      await expect(open(GUEST, page)).rejects.toMatchObject({ kind: "unauthenticated" })
    for (const page of [replyPath(placed(topic)), replyPath(placed(topic), undefined, "private"), "/nothing"])
      await expect(open(member, page), page).rejects.toMatchObject({ kind: "not-found" })
  })

  test("hints that a topic has slept for half a year, and that a new member has few posts left today", async () => {
    const author = await someone()
    const { topic } = await aTopic(author, await aCategory())
    const page = replyPath(placed(topic))
    expect((await open(author, page)).hints).toEqual([])
    setClock(() => Date.now() + 190 * DAY)
    try {
      expect((await open(author, page)).hints).toEqual([
        expect.stringContaining("Nobody has written here since"),
      ])
      expect(now()).toBeGreaterThan(Date.now())
    } finally {
      setClock()
    }
    const newcomer = await someone(undefined, { postCount: 0 })
    for (let n = 0; n < 5; n++) await aReply(newcomer, topic, `Reply number ${n}, and no other.`)
    expect((await open(newcomer, page)).hints).toEqual([
      expect.stringContaining("You can write 3 more posts today"),
    ])
  })
})

describe("a quote opens to the whole post", () => {
  test("for whoever may read it, and to nothing when it is removed, hidden or no post", async () => {
    const [author, staff] = [await someone(), await someone(undefined, { role: "admin" })]
    const { topic } = await aTopic(author, await aCategory(), { body: "First." })
    const { post } = await aReply(author, topic, "All of it.")
    expect(await loadWholePost(GUEST, post.toLowerCase())).toMatchObject({
      author: author.name,
      html: "<p>All of it.</p>\n",
    })
    const hidden = await aTopic(staff, await aCategory({ readers: "staff", writers: "staff" }))
    await removePost(author, { post })
    for (const id of [post, hidden.post, "x", "__proto__", topic])
      for (const actor of [GUEST, author])
        await expect(loadWholePost(actor, id), id).rejects.toMatchObject({ kind: "not-found" })
  })
})
