/** A forum of any size for measuring, written directly: topics, posts and members grow, pages and items do not. */

import { DAY, epochSecondsIn, HOUR, MINUTE } from "#lib/base/clock.ts"
import { mintId } from "#lib/base/ids.ts"
import { chunks, putMany } from "#lib/db/batch.ts"
import { Categories, type Category, Tops } from "#lib/db/items/categories.ts"
import { Tallies } from "#lib/db/items/imports.ts"
import { Callables } from "#lib/db/items/names.ts"
import { PageMarks, PageStarts, type Post, Posts, Reactions, Revisions } from "#lib/db/items/posts.ts"
import { Forms, Kepts, OldAddresses, OldPosts, Settings } from "#lib/db/items/site.ts"
import { FIRST_PART, SitemapParts } from "#lib/db/items/sitemap.ts"
import { isUnanswered, Tags, TagTopics, type Topic, Topics, UnansweredTopics } from "#lib/db/items/topics.ts"
import { Accounts, Credentials, Emails, Tokens, type User, UserNames, Users } from "#lib/db/items/users.ts"
import { rateKey } from "#lib/db/keys/site.ts"
import { POSTS_PER_PAGE } from "#lib/db/patterns/posts.ts"
import { folded, skeletonOf } from "#lib/forum/names.ts"
import { TOP_SIZE } from "#lib/forum/ranking.ts"
import { actItems, timerItems } from "./acts.ts"
import { caseItems } from "./cases.ts"
import { costItems } from "./costs.ts"
import { draftItems } from "./drafts.ts"
import { profileItems } from "./profiles.ts"
import { thanksItems } from "./thanks.ts"
import { trustItems } from "./trust.ts"
import { twoStepItems } from "./two-step.ts"
import { mailItems } from "./world-mail.ts"
import { notificationItems } from "./world-notifications.ts"
import { sagaItems } from "./world-sagas.ts"
import { indexWorld } from "./world-search.ts"
import { statisticsItems } from "./world-statistics.ts"
import { streamItems } from "./world-stream.ts"
import { uploadItems } from "./world-uploads.ts"
import { watchingItems } from "./world-watching.ts"
import { adminItems } from "./writes-admin.ts"

/** A little more than a page of topics in each category and three pages of posts in one topic, times `scale`. */
const TOPICS = 36
const POSTS = 3 * POSTS_PER_PAGE
/** Most of what is measured lies in the first; the last does not grow, as a month that is over does not. */
const sizes = (scale: number): Record<string, number> => ({
  harbour: TOPICS * scale,
  galley: 12 * scale,
  deck: 12,
})
const MEMBERS = 30

export type World = {
  categories: Category[]
  /** Of the first category, oldest first; the first of them is the long one. */
  topics: Topic[]
  /** Of the long topic, in order. */
  posts: Post[]
  members: User[]
  postCount: number
}

/** Writes a forum into the table in use. @param scale 1 is the small one */
export async function build(scale: number): Promise<World> {
  const start = Date.UTC(2026, 0, 1) - 400 * DAY
  const time = (i: number): number => start + i * MINUTE
  const members = Array.from({ length: MEMBERS * scale }, (_, i) => aUser(i, time(i)))
  const [ann] = members as [User]
  const topics = Object.entries(sizes(scale)).flatMap(([category, size], c) =>
    Array.from({ length: size }, (_, i) =>
      aTopic(category, ann, time(3 * i + c), `${scale} ${category} ${i}`),
    ),
  )
  const [long] = topics as [Topic]
  const posts = Array.from({ length: POSTS * scale - 1 }, (_, i) =>
    aPost(long.id, ann, time(i + 1), `${scale} long ${i}`),
  )
  const firsts = topics.map((topic) =>
    aPost(topic.id, ann, Date.parse(topic.createdAt), topic.id, topic.firstPost),
  )
  const whole = [firsts[0]!, ...posts]
  Object.assign(long, { postCount: whole.length })
  const own = topics.filter((topic) => topic.category === "harbour")
  const categories = Object.entries(sizes(scale)).map(([id, size], c) =>
    aCategory(id, c, size, c === 0 ? whole.length - 1 : 0),
  )
  const items = [
    ...categories.map(Categories.encode),
    ...topics.map(Topics.encode),
    ...firsts.concat(posts).map(Posts.encode),
    ...marksOf(long.id, whole),
    ...topics
      .filter(isUnanswered)
      .map(({ id, category }) => UnansweredTopics.encode({ category, topic: id })),
    // None begins among the few topics there: a part is as large in a small forum as in a large one.
    ...[FIRST_PART, ...Array.from({ length: 40 }, (_, n) => mintId(start + 365 * DAY, `part ${n}`, n))].map(
      (from) => SitemapParts.encode({ category: "deck", from, changedAt: iso(start) }),
    ),
    ...own.map((topic) => TagTopics.encode({ tag: "boats", topic: topic.id, category: topic.category })),
    ...["boats", "winter", "sails", "ropes", "knots"].map((tag) =>
      Tags.encode({ tag, createdAt: iso(start) }),
    ),
    ...members.map(Users.encode),
    ...members.map(({ id, name }) => Callables.encode({ folded: folded(name), user: id, name })),
    ...members.slice(0, MEMBERS).flatMap(accountOf),
    ...listsOf("harbour"),
    ...detailsOf(long, whole, ann, members, own),
    ...mailItems(members.map(person), own),
    ...draftItems(person(ann), own),
  ]
  await Promise.all(chunks(items, 1000).map(putMany))
  const world = { categories, topics: own, posts: whole, members, postCount: firsts.length + posts.length }
  await indexWorld(world)
  return world
}

export const iso = (ms: number): string => new Date(ms).toISOString()
const person = ({ id, name }: User) => ({ id, name })

function aCategory(id: string, position: number, topicCount: number, replies: number): Category {
  const at = iso(Date.UTC(2026, 0, 1))
  const counts = { topicCount, postCount: topicCount + replies }
  return {
    ...{ id, name: id, description: "What happens here, in a sentence or two.", position, hue: 210 },
    ...{ readers: "everyone", writers: "members", kind: "question", pinned: [], ...counts },
    ...{ lastPostAt: at, createdAt: at, updatedAt: at, version: 1 },
  }
}

/** About 1.0 kB as an item, as real ones are. */
function aTopic(category: string, author: User, ms: number, seed: string): Topic {
  const [id, firstPost, at] = [mintId(ms, seed), mintId(ms, `${seed} first`), iso(ms)]
  return {
    ...{ id, category, title: "Where do the boats go in winter?", slug: "where-do-the-boats-go-in-winter" },
    ...{ author: person(author), firstPost, excerpt: "Winter. ".repeat(22), tags: ["boats"] },
    ...{ createdAt: at, updatedAt: at, version: 1, postCount: 1, likeCount: 0, lastPostAt: at },
    ...{ lastPost: { id: firstPost, author: person(author) }, locked: false },
  }
}

/** About 1.2 kB as an item. */
function aPost(topic: string, author: User, ms: number, seed: string, id = mintId(ms, seed)): Post {
  const html = `<p>${"South, like the birds. ".repeat(30)}</p>`
  return {
    ...{ id, topic, author: person(author), html, renderer: 1, createdAt: iso(ms), version: 1, likeCount: 0 },
  }
}

function aUser(i: number, ms: number): User {
  const [id, name, at] = [mintId(ms, `member${i}`), `member-${i}`, iso(ms)]
  return {
    ...{ id, name, email: `${name}@example.org`, verifiedAt: at, role: "member", sessionEpoch: 1, about: "" },
    ...{ topicCount: 10, postCount: 100, createdAt: at, updatedAt: at, version: 1 },
  }
}

function accountOf(user: User): Record<string, unknown>[] {
  const { id, email, createdAt: at } = user
  return [
    UserNames.encode({ skeleton: skeletonOf(user.name), user: id }),
    Emails.encode({ address: email!, user: id }),
    Credentials.encode({ user: id, hash: "x".repeat(97), updatedAt: at }),
    Accounts.encode({ provider: "github", id: user.name, user: id, createdAt: at }),
  ]
}

function marksOf(topic: string, posts: Post[]): Record<string, unknown>[] {
  const starts = posts.map((post, i) => ({ topic, page: i / POSTS_PER_PAGE + 1, post: post.id }))
  const marks = starts.filter((_, i) => i > 0 && i % POSTS_PER_PAGE === 0)
  return marks.flatMap((mark) => [PageMarks.encode(mark), PageStarts.encode(mark)])
}

/** Full ones in every forum: a list never gets longer. */
function listsOf(category: string): Record<string, unknown>[] {
  const topics = Array.from({ length: TOP_SIZE }, (_, i) => ({ id: mintId(i, `top${i}`), score: 2 }))
  const periods = ["all", iso(Date.UTC(2026, 0, 1) - 400 * DAY).slice(0, 7)]
  return periods.map((period) => Tops.encode({ category, period, topics, version: 1 }))
}

/** What hangs on one post, one member and one import, however large the forum is. */
function detailsOf(topic: Topic, posts: Post[], ann: User, members: User[], own: Topic[]) {
  const [post, at, expiresAt] = [posts[1]!, topic.createdAt, epochSecondsIn(HOUR)]
  const numbered = posts.slice(0, POSTS)
  return [
    ...Array.from({ length: 25 }, (_, i) =>
      Revisions.encode({
        post: post.id,
        n: i + 1,
        source: "South. ".repeat(100),
        editor: person(ann),
        createdAt: at,
      }),
    ),
    ...members
      .slice(2, 27)
      .map((user) => Reactions.encode({ post: post.id, user: person(user), createdAt: at })),
    ...notificationItems(person(ann), posts),
    ...streamItems(),
    ...statisticsItems(own),
    ...costItems(),
    ...sagaItems(person(ann), posts),
    ...actItems(person(ann)),
    ...timerItems(own),
    ...caseItems(person(ann), posts),
    ...uploadItems(person(ann), posts),
    ...profileItems(person(ann)),
    ...adminItems(),
    ...thanksItems(person(ann), posts),
    ...trustItems(person(ann), topic.category),
    ...twoStepItems(ann.id),
    ...watchingItems(person(ann), person(members[3]!), own, posts),
    ...own
      .slice(0, 30)
      .map(({ id }, i) =>
        OldAddresses.encode({ address: `discourse#t#${i}`, to: { kind: "topic", topic: id } }),
      ),
    OldPosts.encode({
      address: "discourse#t#0",
      chunk: 0,
      posts: Object.fromEntries(numbered.map((one, i) => [i, one.id])),
    }),
    Tallies.encode({
      id: "0",
      members: Object.fromEntries(members.slice(0, 20).map(({ id }) => [id, { topics: 1, posts: 2 }])),
    }),
    Forms.encode({ form: "form-of-ann", user: ann.id, topic: topic.id, post: post.id, expiresAt }),
    Kepts.encode({ secret: "kept-by-ann", page: "/new", fields: { body: "South. ".repeat(100) }, expiresAt }),
    Tokens.encode({ hash: "token-of-ann", purpose: "reset", user: ann.id, expiresAt }),
    { ...rateKey("post.create", ann.id, 1), entityType: "Rate", count: 3, expiresAt },
    Settings.encode({ name: "owner", value: { user: ann.id }, updatedAt: at }),
  ]
}
