import { describe, expect, test } from "vitest"
import { wrongThings } from "#lib/testing/structured.ts"
import type { PostView, TopicHead, TopicView } from "#lib/views/topic.ts"
import { categoryThings, memberThings, type Thing, topicThings } from "./structured.ts"

const post = (changes: Partial<PostView> = {}): PostView => ({
  id: "01ARZ3NDEKTSV4RRFFQ69G5FAV",
  number: 1,
  author: { id: "01ARZ3NDEKTSV4RRFFQ69G5FAA", name: "Ann" },
  createdAt: "2026-01-02T03:04:05.000Z",
  html: "<p>Where do they go?</p>",
  likeCount: 2,
  isFirst: false,
  isAnswer: false,
  ...changes,
})

const head: TopicHead = {
  ...{ id: "01ARZ3NDEKTSV4RRFFQ69G5FAT", slug: "boats", title: "Boats in winter", area: "public" },
  category: {
    ...{ id: "harbour", slug: "harbour", name: "Harbour", hue: 1, area: "public" as const },
    parent: { id: "sea", slug: "sea", name: "Sea" },
  },
  author: { id: "01ARZ3NDEKTSV4RRFFQ69G5FAA", name: "Ann" },
  ...{ excerpt: "Where do they go?", tags: ["winter"], createdAt: "2026-01-02T03:04:05.000Z" },
  lastPostAt: "2026-01-02T03:04:05.000Z",
  lastPost: { id: "01ARZ3NDEKTSV4RRFFQ69G5FAV", author: "Ann" },
  ...{ replyCount: 2, likeCount: 2, locked: false, removed: false, question: false },
}

const first = post({ isFirst: true })
const second = post({ id: "01ARZ3NDEKTSV4RRFFQ69G5FAW", html: "<p>South.</p>", number: 2 })
const view: TopicView = {
  ...{ topic: head, page: 1, pages: 1, known: 3, nextPage: 1 },
  posts: [
    first,
    second,
    post({ id: "01ARZ3NDEKTSV4RRFFQ69G5FAX", html: "", removed: "by-author", number: 3 }),
  ],
}
const answered: TopicView = { ...view, topic: { ...head, question: true }, answer: { post: second, page: 1 } }

describe("what search engines are told", () => {
  test("keeps the rules of its types, and has no empty value", () => {
    const all = [
      ...topicThings(view),
      ...topicThings(answered),
      ...memberThings(member),
      ...categoryThings(category),
    ]
    expect(wrongThings(all)).toEqual([])
    expect(JSON.stringify(all)).not.toMatch(/:null|:""/)
  })

  test("does not keep them where something is missing or wrong", () => {
    const [topic, way] = topicThings(view) as [Thing, Thing]
    const [question] = topicThings(answered) as [Thing]
    const { author: _, ...anonymous } = topic
    const wrong = [
      anonymous,
      { ...topic, datePublished: "2026-01-02" },
      { ...topic, url: "/t/boats" },
      { ...topic, surprise: 1 },
      { ...topic, comment: [{ ...(topic.comment as Thing[])[0], text: " " }] },
      { ...question, mainEntity: { ...(question.mainEntity as Thing), acceptedAnswer: undefined } },
      { ...way, itemListElement: (way.itemListElement as Thing[]).slice(0, 1) },
      { ...way, itemListElement: (way.itemListElement as Thing[]).toReversed() },
      { "@type": "Poem" },
    ]
    for (const thing of wrong) expect(wrongThings(thing), JSON.stringify(thing).slice(0, 80)).toHaveLength(1)
  })

  test("of a discussion: its replies, without what was removed", () => {
    const [thing, way] = topicThings(view)
    expect(thing).toMatchObject({ "@type": "DiscussionForumPosting", headline: "Boats in winter" })
    expect((thing!.comment as Thing[]).map(({ text }) => text)).toEqual(["South."])
    const steps = way!.itemListElement as Thing[]
    expect(steps.map(({ name }) => name)).toEqual(["Home", "Sea", "Harbour"])
  })

  test("of a later page: all its posts are replies to what is on the first", () => {
    const [thing] = topicThings({ ...view, page: 2, posts: [second] })
    expect(thing!.url).toMatch(/\/t\/boats\/[^/]+$/)
    expect((thing!.comment as Thing[]).map(({ text }) => text)).toEqual(["South."])
  })

  test("of an answered question: the answer, once", () => {
    const [page] = topicThings(answered)
    expect(page).toMatchObject({
      "@type": "QAPage",
      mainEntity: { acceptedAnswer: { text: "South.", upvoteCount: 2 } },
    })
    expect((page!.mainEntity as Thing).suggestedAnswer).toBeUndefined()
    expect(topicThings({ ...answered, answer: undefined })[0]!["@type"]).toBe("DiscussionForumPosting")
  })
})

const member = {
  ...{ id: "01ARZ3NDEKTSV4RRFFQ69G5FAA", name: "Ann", role: "member", about: "Sails." },
  ...{ joinedAt: "2026-01-02T03:04:05.000Z", topicCount: 1, postCount: 3 },
} as Parameters<typeof memberThings>[0]
const category = { category: head.category } as unknown as Parameters<typeof categoryThings>[0]
