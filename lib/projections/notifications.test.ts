/** Who is told of what: kind by relation by visibility. */
import { beforeAll, describe, expect, test } from "vitest"
import type { Category } from "#lib/db/items/categories.ts"
import type { Member } from "#lib/forum/actor.ts"
import { acceptAnswer } from "#lib/forum/answers.ts"
import { editPost } from "#lib/forum/editing.ts"
import { reply } from "#lib/forum/posts.ts"
import { likePost } from "#lib/forum/reactions.ts"
import {
  follow,
  kindsTold,
  mute,
  standToCategory,
  standToTopic,
  toldTo,
  unreadOf,
} from "#lib/testing/notifications.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"

freshTable()

let open: Category
let closed: Category
beforeAll(async () => {
  open = await aCategory({ kind: "question" })
  closed = await aCategory({ readers: "staff", kind: "question" })
})

/** Bob is told, or not, of what Ann writes. */
type Relation = { ann: Member; bob: Member; category: Category }

const RELATIONS: [string, string | undefined, (relation: Relation) => Promise<void>][] = [
  [
    "is named in a post",
    "mention",
    async ({ ann, bob, category }) => void (await aTopic(ann, category, { body: `Ask @${bob.name}.` })),
  ],
  [
    "is quoted",
    "quote",
    async ({ ann, bob, category }) => {
      const { topic, post } = await aTopic(ann, category)
      const body = `[quote="${bob.name}" post="${post}"]\nNorth.\n[/quote]\n\nNo.`
      await aReply(ann, topic, body)
    },
  ],
  [
    "is answered",
    "reply",
    async ({ ann, bob, category }) => {
      const { topic } = await aTopic(ann, category)
      const { post } = await aReply(bob, topic)
      await reply(ann, { form: aForm(), topic, replyTo: post, body: "I doubt it." })
    },
  ],
  [
    "began the topic",
    "own-topic",
    async ({ ann, bob, category }) => void (await aReply(ann, (await aTopic(bob, category)).topic)),
  ],
  [
    "watches the topic",
    "watched-topic",
    async ({ ann, bob, category }) => {
      const { topic } = await aTopic(ann, category)
      await standToTopic(bob, topic, "watching")
      await aReply(ann, topic)
    },
  ],
  [
    "watches the category",
    "watched-category",
    async ({ ann, bob, category }) => {
      await standToCategory(bob, category.id, "watching")
      const { topic } = await aTopic(ann, category)
      await aReply(ann, topic)
    },
  ],
  [
    "follows the author",
    "followed",
    async ({ ann, bob, category }) => {
      await follow(bob, ann)
      await aTopic(ann, category)
    },
  ],
  [
    "gave what is accepted as the answer",
    "answer",
    async ({ ann, bob, category }) => {
      const { topic } = await aTopic(ann, category)
      const { post } = await aReply(bob, topic)
      if (category.kind === "question") await acceptAnswer(ann, { post, accepted: true })
    },
  ],
  [
    "wrote what is liked",
    "like",
    async ({ ann, bob, category }) => {
      const { post } = await aTopic(bob, category)
      await likePost(ann, { post, liked: true })
    },
  ],
  [
    "only reads",
    undefined,
    async ({ ann, category }) => void (await aReply(ann, (await aTopic(ann, category)).topic)),
  ],
]

describe.each(RELATIONS)("a member who %s", (_relation, kind, act) => {
  const told = kind ? [kind] : []

  test("is told of it once", async () => {
    const [ann, bob] = [await someone(), await someone()]
    await act({ ann, bob, category: open })
    await settle()
    expect(await kindsTold(bob)).toEqual(told)
    expect(await unreadOf(bob)).toBe(told.length)
    // Nobody is told of what they did themselves.
    expect((await toldTo(ann)).filter(({ by }) => by[0]!.id === ann.id)).toEqual([])
  })

  test("is told of nothing by whom they have muted", async () => {
    const [ann, bob] = [await someone(), await someone()]
    await mute(bob, ann)
    await act({ ann, bob, category: open })
    await settle()
    expect(await kindsTold(bob)).toEqual([])
  })
})

describe("one post", () => {
  test("is told of once, for the best of many reasons", async () => {
    const [ann, bob] = [await someone(), await someone()]
    const { topic } = await aTopic(bob, open)
    const { post } = await aReply(bob, topic)
    await standToTopic(bob, topic, "watching")
    await standToCategory(bob, open.id, "watching")
    await follow(bob, ann)
    const body = `[quote="${bob.name}" post="${post}"]\nSo.\n[/quote]\n\nAs @${bob.name} says.`
    await reply(ann, { form: aForm(), topic, replyTo: post, body })
    await settle()
    expect(await kindsTold(bob)).toEqual(["mention"])
  })

  test("that names its own author tells nobody", async () => {
    const ann = await someone()
    await aTopic(ann, open, { body: `I am @${ann.name}.` })
    await settle()
    expect(await kindsTold(ann)).toEqual([])
  })

  test("that is edited tells whom it names since then, once", async () => {
    const [ann, bob, cid] = [await someone(), await someone(), await someone()]
    const { post } = await aTopic(ann, open, { body: `Ask @${bob.name}.` })
    await settle()
    await editPost(ann, { post, version: 1, body: `Ask @${bob.name} and @${cid.name}.` })
    await editPost(ann, { post, version: 2, body: `Ask @${bob.name}.` })
    await editPost(ann, { post, version: 3, body: `Ask @${bob.name} and @${cid.name}.` })
    await settle()
    expect(await kindsTold(bob)).toEqual(["mention"])
    expect(await kindsTold(cid)).toEqual(["mention"])
  })
})

describe("in a category for staff", () => {
  test.each(RELATIONS.filter(([, kind]) => kind))(
    "a member who %s is told nothing",
    async (_name, _kind, act) => {
      const [ann, bob] = [await staff(), await someone()]
      // They were staff when they wrote there, and are not any more.
      await act({ ann, bob: { ...bob, role: "moderator" }, category: closed })
      await settle()
      expect(await kindsTold(bob)).toEqual([])
    },
  )

  test.each(RELATIONS)("a moderator who %s is told", async (_name, kind, act) => {
    const [ann, bob] = [await staff(), await staff()]
    await act({ ann, bob, category: closed })
    await settle()
    expect(await kindsTold(bob)).toEqual(kind ? [kind] : [])
  })
})
