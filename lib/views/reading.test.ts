import { beforeAll, describe, expect, test, vi } from "vitest"
import { commit, IS_NEW } from "#lib/db/commit.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { OldAddresses, OldPosts } from "#lib/db/items/site.ts"
import { GUEST, type Member } from "#lib/forum/actor.ts"
import { acceptAnswer } from "#lib/forum/answers.ts"
import { reply } from "#lib/forum/posts.ts"
import { removePost } from "#lib/forum/removal.ts"
import type { Written } from "#lib/forum/topics.ts"
import { settleFigures } from "#lib/testing/figures.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import {
  addressAfterPost,
  addressOfOldMember,
  addressOfOldTopic,
  addressOfPost,
  addressOfTopic,
} from "./addresses.ts"
import { categoryPage, parseCategoryAddress } from "./category.ts"
import { homePage, privateHomePage } from "./home.ts"
import { memberNamed } from "./member.ts"
import { memberPage, memberPostsPage, memberTopicsPage } from "./member-pages.ts"
import { sitemapFile, sitemapFiles } from "./sitemap.ts"
import { tagPage } from "./tag.ts"
import { freshTopicPage, topicPage } from "./topic.ts"
import { viewerOf } from "./viewer.ts"

// Outside of Next nothing is kept: what the table says now is what pages would show.
vi.mock("next/cache", () => ({ unstable_cache: <T>(load: T) => load }))

freshTable()

withoutLimits()

/** In every secret thing: no public page may hold it. */
const SECRET = /secret/i

let [writer, moderator]: [Member, Member] = [undefined as never, undefined as never]
let open: Category
let below: Category
let members: Category
let hiddenBelow: Category
let topic: Written
let hidden: Written
let removedReply: Written
let removedTopic: Written

beforeAll(async () => {
  ;[writer, moderator] = [await someone("Quill"), await staff()]
  open = await aCategory({ name: "Harbour", kind: "question" })
  below = await aCategory({ name: "Pier", parent: open.id })
  hiddenBelow = await aCategory({ name: "Secret pier", parent: open.id, readers: "staff" })
  members = await aCategory({ name: "Secret cabin", readers: "members", description: "secret" })
  topic = await aTopic(writer, open, { title: "Where do the gulls sleep?", tags: ["gulls"] })
  await aTopic(writer, below, { title: "On the pier itself" })
  hidden = await aTopic(writer, members, {
    title: "A secret meeting",
    body: "secret words",
    tags: ["secret-tag"],
  })
  await aReply(writer, hidden.topic, "secret reply")
  await aTopic(moderator, hiddenBelow, { title: "Another secret" })
  removedReply = await aReply(writer, topic.topic, "secret, removed words")
  await removePost(moderator, { post: removedReply.post })
  removedTopic = await aTopic(writer, open, { title: "A secret that was removed" })
  await removePost(moderator, { post: removedTopic.post })
  await settleFigures()
}, 60_000)

describe("what everybody may see", () => {
  test("has nothing of private categories and of what was removed, on any page", async () => {
    const { id, name } = writer
    const pages = [
      await homePage(),
      await homePage("oldest"),
      ...(await Promise.all(
        ["activity", "newest", "top", "top-month"].map((order) => categoryPage(GUEST, open.id, [order])),
      )),
      await topicPage(GUEST, topic.topic, 1),
      await tagPage("gulls"),
      await memberNamed(name),
      await memberPage(id, name),
      await memberTopicsPage(id, name),
      await memberPostsPage(id, name),
      await sitemapFiles(),
      ...(await Promise.all((await sitemapFiles()).map(({ name }) => sitemapFile(name)))),
      await viewerOf(GUEST, { topic: hidden.topic, topics: hidden.topic }),
    ]
    for (const page of pages) expect(page).not.toBeNull()
    expect(JSON.stringify(pages)).not.toMatch(SECRET)
  })

  test("answers for what is private as for what was never there", async () => {
    const none = "01ARZ3NDEKTSV4RRFFQ69G5FAV"
    for (const id of [hidden.topic, removedTopic.topic, none, "nonsense", ""]) {
      expect(await topicPage(GUEST, id, 1)).toBeNull()
      expect(await addressOfTopic(id)).toBeNull()
      expect(await freshTopicPage(GUEST, id, hidden.post)).toBeNull()
    }
    for (const id of [hidden.post, removedReply.post, removedTopic.post, none, "x"]) {
      expect(await addressOfPost(GUEST, id)).toBeNull()
    }
    expect(await categoryPage(GUEST, members.id)).toBeNull()
    expect(await categoryPage(GUEST, "never")).toBeNull()
    expect(await tagPage("secret-tag")).toBeNull()
    expect(await tagPage("never")).toBeNull()
    expect(await sitemapFile(`${members.id}_first`)).toBeNull()
  })

  test("counts no private post of a member", async () => {
    const figures = async (name: string) => (await memberNamed(name))!
    const before = await figures(writer.name)
    await aTopic(writer, members)
    await aReply(writer, hidden.topic)
    expect(await figures(writer.name)).toEqual(before)
  })
})

describe("home and categories", () => {
  test("show the topics of sub-categories as well, and count them", async () => {
    const view = (await categoryPage(GUEST, open.id))!
    expect(view.topics.map(({ title }) => title)).toEqual(["Where do the gulls sleep?", "On the pier itself"])
    expect(view.topics.map(({ category }) => category?.name)).toEqual([undefined, "Pier"])
    expect(view.category.children.map(({ name }) => name)).toEqual(["Pier"])
    const home = (await homePage())!
    expect(home.categories.map(({ name }) => name)).toEqual(["Harbour"])
    expect(home.categories[0]!.topicCount).toBe(2)
  })

  test("are for members what they are for members", async () => {
    const view = await privateHomePage(writer)
    expect(view.categories.map(({ name }) => name)).toEqual(["Secret cabin"])
    expect(view.topics.map(({ area }) => area)).toContain("private")
    expect((await privateHomePage(GUEST)).topics).toEqual([])
    expect((await categoryPage(moderator, open.id))!.category.children).toHaveLength(2)
  })

  test("have no page at a forged cursor", async () => {
    for (const text of [
      "",
      "x",
      "older",
      "older-zz-01",
      "newer-1-__proto__",
      "older-zzzzzzzzzz-01arz3ndektsv4rrffq69g5fav",
    ]) {
      expect(await homePage(text)).toBeNull()
      expect(await categoryPage(GUEST, open.id, ["newest", text])).toBeNull()
      expect(await tagPage("gulls", text)).toBeNull()
      expect(await memberPostsPage(writer.id, writer.name, text)).toBeNull()
      expect(await memberTopicsPage(writer.id, writer.name, text)).toBeNull()
    }
    for (const rest of [["nonsense"], ["top", "1"], ["top", "x"], ["top", "2", "3"], ["activity", "2"]]) {
      expect(parseCategoryAddress(rest)).toBeNull()
    }
  })
})

describe("a topic", () => {
  test("keeps the place of what was removed, without its words", async () => {
    const view = (await topicPage(writer, topic.topic, 1))!
    expect(view.posts.map(({ removed }) => removed)).toEqual([undefined, "by-staff"])
    expect(view.posts[1]!.html).toBe("")
  })

  test("has pages of twenty posts, each found by number and from each of its posts", async () => {
    const long = await aTopic(writer, below)
    const last = await Array.from({ length: 24 }).reduce<Promise<Written>>(
      async (before) => before.then(() => aReply(writer, long.topic)),
      Promise.resolve(long),
    )
    const [one, two] = [await topicPage(GUEST, long.topic, 1), await topicPage(GUEST, long.topic, 2)]
    expect([one!.posts.length, two!.posts.length, two!.pages]).toEqual([20, 5, 2])
    expect(two!.posts[0]!.number).toBe(21)
    expect(await topicPage(GUEST, long.topic, 3)).toBeNull()
    expect(await addressOfPost(GUEST, last.post)).toMatch(/\/2#p-/)
    expect((await freshTopicPage(GUEST, long.topic, last.post))!.page).toBe(2)
  })

  test("shows its answer under the question, and says to what a reply replies", async () => {
    const asked = await aTopic(writer, open)
    const helper = await someone()
    const answer = await reply(helper, {
      form: aForm(),
      topic: asked.topic,
      replyTo: asked.post,
      body: "So.",
    })
    await acceptAnswer(writer, { post: answer.post, accepted: true })
    const view = (await topicPage(GUEST, asked.topic, 1))!
    expect(view.answer).toMatchObject({ page: 1, post: { id: answer.post, isAnswer: true } })
    expect(view.posts[1]!.replyTo).toEqual({ id: asked.post, author: writer.name })
    await removePost(moderator, { post: answer.post })
    expect((await topicPage(GUEST, asked.topic, 1))!.answer).toBeUndefined()
  })

  test("of an imported forum is found at its old address, while it is public", async () => {
    const at = (n: number, id: string) =>
      OldAddresses.encode({ address: `discourse#t#${n}`, to: { kind: "topic", topic: id } })
    await commit([
      { kind: "put", item: at(7, topic.topic), condition: IS_NEW },
      { kind: "put", item: at(8, hidden.topic), condition: IS_NEW },
      {
        kind: "put",
        item: OldPosts.encode({ address: "discourse#t#7", chunk: 0, posts: { "2": removedReply.post } }),
        condition: IS_NEW,
      },
    ])
    const address = `/t/where-do-the-gulls-sleep/${topic.topic.toLowerCase()}`
    expect(await addressOfOldTopic("7")).toEqual({ to: address, forGood: true })
    const reply = `${address}#p-${removedReply.post.toLowerCase()}`
    expect(await addressOfOldTopic("7", "2")).toEqual({ to: reply, forGood: true })
    expect(await addressOfOldTopic("7", "99")).toEqual({ to: address, forGood: true })
    for (const number of ["8", "9", "x", "7x", "-7"]) expect(await addressOfOldTopic(number)).toBeNull()
  })
})

describe("going on", () => {
  test("goes on behind the post that they read last, at the end of a page too", async () => {
    const { topic: id, post: first } = await aTopic(writer, open)
    const replies: string[] = []
    for (let n = 1; n <= 20; n++) replies.push((await aReply(writer, id)).post)
    const [last, next] = [replies[18]!, replies[19]!]
    expect(await addressAfterPost(GUEST, last)).toMatch(new RegExp(`/2#p-${next.toLowerCase()}$`))
    expect(await addressAfterPost(GUEST, next)).toMatch(new RegExp(`/2#p-${next.toLowerCase()}$`))
    expect(await addressAfterPost(GUEST, first)).toMatch(new RegExp(`#p-${replies[0]!.toLowerCase()}$`))
    expect(await addressAfterPost(GUEST, hidden.post)).toBeNull()
    expect(await addressAfterPost(GUEST, "nonsense")).toBeNull()
  })
})

describe("a member", () => {
  test("is found whatever the case of the name; a look-alike and one who is not confirmed are not", async () => {
    expect((await memberNamed("qUILL"))?.name).toBe("Quill")
    const pending = await someone("Pending", { verifiedAt: undefined })
    expect(await memberNamed(pending.name)).toBeNull()
    expect(await memberNamed("Nobody-here")).toBeNull()
    for (const endless of ["a".repeat(2_900), "ﷺ".repeat(300)]) {
      expect(await memberNamed(endless)).toBeNull()
      expect(await addressOfOldMember(endless)).toBeNull()
      expect(await tagPage(endless)).toBeNull()
    }
  })
})
