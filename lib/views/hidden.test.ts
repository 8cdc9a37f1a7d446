/** What is hidden is hidden everywhere at once: on every page, in every channel, and in all that hangs on it. */
import { beforeEach, describe, expect, test, vi } from "vitest"
import { MINUTE, now } from "#lib/base/clock.ts"
import { isForumError } from "#lib/base/errors.ts"
import { sendMail } from "#lib/email/sending.ts"
import { type Actor, GUEST, type Member } from "#lib/forum/actor.ts"
import { acceptAnswer } from "#lib/forum/answers.ts"
import { bookmarkPost } from "#lib/forum/bookmarks.ts"
import { keepDraft } from "#lib/forum/drafts.ts"
import { editPost } from "#lib/forum/editing.ts"
import { reply } from "#lib/forum/posts.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { removePost } from "#lib/forum/removal.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { at, mailRoom } from "#lib/testing/mail.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { headersOf, partOf } from "#lib/testing/smtp.ts"
import { freshTable } from "#lib/testing/table.ts"
import { addressAfterPost, addressOfPost } from "./addresses.ts"
import { loadCard } from "./card.ts"
import { categoryPage } from "./category.ts"
import { loadEdit } from "./edit.ts"
import { loadFeed } from "./feeds.ts"
import { loadHistory, loadVersion } from "./history.ts"
import { homePage } from "./home.ts"
import { memberPostsPage } from "./member-pages.ts"
import { loadNotifications } from "./notifications.ts"
import { loadPostOptions } from "./post.ts"
import { searchView } from "./search.ts"
import { topicPage } from "./topic.ts"
import { viewerOf } from "./viewer.ts"
import { loadWholePost } from "./whole-post.ts"
import { loadReply } from "./writing.ts"

// Each looks at everything there is.
vi.setConfig({ testTimeout: 60_000 })
vi.mock("next/cache", () => ({ unstable_cache: <T>(load: T) => load }))

freshTable()
const room = mailRoom()

/** In the topic's title, and in the post: no guest and no other member may come upon it once it is hidden. */
let word: string
const secret = () => new RegExp(word, "i")
/** What the post alone says. */
const said = () => new RegExp(`${word} is here`, "i")

let [ann, bob, mo, eve]: Member[] = []
let [topic, first, post]: string[] = []
let category: string

/** Ann answers Bob, who is told of it; her post was edited, liked and bookmarked. */
beforeEach(async () => {
  word = `quagga${Math.random().toString(36).slice(2, 10)}`
  ;[ann, bob, mo, eve] = [await someone(), await someone(), await staff(), await someone()]
  category = (await aCategory()).id
  ;({ topic, post: first } = await aTopic(bob!, { id: category }, { title: `Where is the ${word}?` }))
  ;({ post } = await aReply(ann!, topic, `The ${word} is here.`))
  await editPost(ann!, { post, version: 1, body: `The last ${word} is here.` })
  await likePost(bob!, { post, liked: true })
  await bookmarkPost(bob!, { post })
  await settle()
})

/** Everybody but the authors and the staff. */
const strangers = (): Actor[] => [GUEST, eve!]

/** Every channel by which others come upon a post by themselves, as text. */
async function channels(): Promise<Record<string, string>> {
  const found = {
    "the inbox": await loadNotifications(bob!),
    "the front page": await homePage(),
    "the category": await categoryPage(GUEST, category),
    "what its author wrote": await memberPostsPage(ann!.id, ann!.name),
    "the topic": await topicPage(GUEST, topic!, 1),
    "the search": (await searchView(GUEST, { q: word }, "a"))?.found,
    "the search of a member": (await searchView(bob!, { q: word }, "b"))?.found,
    "the forum's feed": await loadFeed(),
    "the category's feed": await loadFeed(["c", category]),
    "the topic's feed": await loadFeed(["t", topic!.toLowerCase()]),
    "its author's feed": await loadFeed(["u", ann!.name]),
    "the picture of its link": await loadCard(["t", topic!.toLowerCase()]),
    "what the viewer has": await viewerOf(bob!, { topic: topic!, topics: topic! }),
  }
  return Object.fromEntries(Object.entries(found).map(([name, view]) => [name, JSON.stringify(view) ?? ""]))
}

/** All that hangs on a post, asked for by its id. */
const parts: Record<string, (actor: Actor) => Promise<unknown>> = {
  "the whole post": (actor) => loadWholePost(actor, post!),
  "its address": (actor) => addressOfPost(actor, post!),
  "what follows it": (actor) => addressAfterPost(actor, post!),
  "its history": (actor) => loadHistory(actor, post!),
  "a version": (actor) => loadVersion(actor, post!, 1),
  "its options": (actor) => loadPostOptions(actor, post!),
  "its source": (actor) => loadEdit(actor, post!),
  "a quote of it": async (actor) => {
    const view = await loadReply(actor, { topic: topic!, to: post!, quote: true, area: "public" })
    return [view.answered, view.quote, view.last]
  },
  "a like": (actor) => likePost(actor, { post: post!, liked: true }),
  "a bookmark": (actor) => bookmarkPost(actor, { post: post! }),
  "an answer to it": (actor) => reply(actor, { form: aForm(), topic: topic!, body: "What?", replyTo: post! }),
  "being the answer": (actor) => acceptAnswer(actor, { post: post!, accepted: true }),
  "a draft of an edit": (actor) =>
    keepDraft(actor, { place: `edit:${post!}`, fields: { body: "Mine" }, writer: aForm(), turn: 1 }),
}

/** What one gets of it, as text; a refusal says nothing either. */
async function got(part: (actor: Actor) => Promise<unknown>, actor: Actor): Promise<string> {
  try {
    return JSON.stringify(await part(actor)) ?? ""
  } catch (error) {
    if (!isForumError(error)) throw error
    return JSON.stringify([error.kind, error.code, error.details])
  }
}

async function mailsTo(member: Member): Promise<string> {
  await at(now() + 10 * MINUTE, sendMail)
  const mails = room.to(`${member.name.toLowerCase()}@example.org`)
  return mails.map((mail) => JSON.stringify(headersOf(mail)) + partOf(mail, "text/plain")).join("\n")
}

test("what is not hidden is found in every channel, and by all that hangs on it", async () => {
  for (const [name, text] of Object.entries(await channels()))
    if (name !== "what the viewer has") expect(text, name).toMatch(secret())
  for (const name of ["the whole post", "its history", "a version", "a quote of it", "its options"])
    expect(await got(parts[name]!, bob!), name).toMatch(secret())
  expect(await mailsTo(bob!)).toMatch(secret())
})

const ways: [string, () => Promise<unknown>][] = [
  [
    "a topic that moved to where others may not look",
    async () => moveTopic(mo!, { topic: topic!, category: (await aCategory({ readers: "staff" })).id }),
  ],
  ["a topic that was removed", () => removePost(mo!, { post: first! })],
  ["a reply that was removed", () => removePost(mo!, { post: post! })],
]

describe.each(ways)("%s", (_way, hide) => {
  const isTopic = !_way.includes("reply")

  test("is in no channel, at once and when all has followed; and no mail comes of it", async () => {
    await hide()
    // The title of a topic stays, whatever becomes of a reply.
    const words = isTopic ? secret() : said()
    for (const moment of ["at once", "later"]) {
      // Lists and search follow from the stream; what they then show is asked for anew.
      for (const [name, text] of Object.entries(await channels()))
        if (moment === "later" || !/front|category$/.test(name))
          expect(text, `${name}, ${moment}`).not.toMatch(words)
      await settle()
    }
    expect(await mailsTo(bob!)).not.toMatch(words)
  })

  test("gives away nothing that hangs on it, and lets nobody do anything with it", async () => {
    await hide()
    for (const actor of strangers())
      for (const [name, part] of Object.entries(parts)) {
        const text = await got(part, actor)
        expect(text, `${name}, ${actor.kind}`).not.toMatch(isTopic ? secret() : said())
      }
  })
})
