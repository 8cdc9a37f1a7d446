import { describe, expect, test } from "vitest"
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
  category: { id: "harbour", name: "Harbour", hue: 1, area: "public", parent: { id: "sea", name: "Sea" } },
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

/** Properties that Google requires of each type. */
const REQUIRED: Record<string, string[]> = {
  DiscussionForumPosting: ["author", "datePublished", "text", "url", "headline"],
  Comment: ["author", "datePublished", "text"],
  QAPage: ["mainEntity"],
  Question: ["answerCount", "name", "text"],
  Answer: ["text", "url"],
  Person: ["name"],
  ProfilePage: ["mainEntity"],
  BreadcrumbList: ["itemListElement"],
  ListItem: ["position", "name", "item"],
  InteractionCounter: ["interactionType", "userInteractionCount"],
}

function* thingsIn(value: unknown): Generator<Thing> {
  if (typeof value !== "object" || value === null) return
  if ("@type" in value) yield value as Thing
  for (const inner of Object.values(value)) yield* thingsIn(inner)
}

describe("what search engines are told", () => {
  test("has all that they require, and no empty value", () => {
    const all = [
      ...topicThings(view),
      ...topicThings(answered),
      ...memberThings(member),
      ...categoryThings(category),
    ]
    const found = [...thingsIn(all)]
    expect(new Set(found.map((thing) => thing["@type"]))).toEqual(new Set(Object.keys(REQUIRED)))
    for (const thing of found)
      for (const name of REQUIRED[thing["@type"]]!)
        expect(thing[name], `${name} of ${thing["@type"]}`).not.toBeOneOf([undefined, null, ""])
    expect(JSON.stringify(all)).not.toMatch(/:null|:""|"url":"(?!https?:)/)
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
