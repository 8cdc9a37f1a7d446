/** What topics and categories say of what is in them, against a count of it. */
import { getMany } from "#lib/db/batch.ts"
import { Categories } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import { PageMarks } from "#lib/db/items/posts.ts"
import { beginsPart, FIRST_PART, SitemapParts } from "#lib/db/items/sitemap.ts"
import { isUnanswered, type Topic, Topics, UnansweredTopics } from "#lib/db/items/topics.ts"
import { tagTopicKey, unansweredKey } from "#lib/db/keys/topics.ts"
import { findCategory } from "#lib/db/patterns/categories.ts"
import { reactionsAfter, topicRowsOf, wholePosts } from "#lib/db/patterns/moving.ts"
import { getPost, POSTS_PER_PAGE, pageMark, pageOfPost } from "#lib/db/patterns/posts.ts"
import { findTopic, getTopic } from "#lib/db/patterns/topics.ts"
import type { Raw } from "#lib/db/query.ts"
import { differ, type Look, type UnderWay, unless, wrongKeys } from "./finding.ts"

const AT_ONCE = 100
const consistent = true

async function topic(item: Raw, underWay: UnderWay): Promise<string[]> {
  const one = Topics.decode(item)
  const [category, elsewhere] = await Promise.all([
    findCategory(one.category, { consistent }),
    findTopic(one.id, { consistent }),
  ])
  return [
    ...wrongKeys(item, Topics.encode(one)),
    ...unless(category, `its category ${one.category} is not there`),
    ...differ("its category by its id", elsewhere?.category, one.category),
    ...(await wrongTags(one)),
    ...(await wrongWaiting(one)),
    ...(one.merged ? await wrongMerge(one, underWay) : await wrongFigures(one)),
  ]
}

async function wrongTags({ id, category, tags, removed }: Topic): Promise<string[]> {
  if (removed) return []
  const rows = await getMany(
    tags.map((tag) => tagTopicKey(tag, id)),
    { consistent },
  )
  return tags.flatMap((tag, i) => unless(rows[i]?.category === category, `its tag ${tag} leads not to it`))
}

/** It is in the list of what waits for a reply just when it does. */
async function wrongWaiting(one: Topic): Promise<string[]> {
  const [listed] = await getMany([unansweredKey(one.category, one.id)], { consistent })
  return differ("waits for a reply", listed !== undefined, isUnanswered(one))
}

async function unansweredTopic(item: Raw): Promise<string[]> {
  const { category, topic } = UnansweredTopics.decode(item)
  const row = await getTopic(category, topic, { consistent })
  return unless(row && isUnanswered(row), "no topic there waits for a reply")
}

/** A part of a sitemap begins where a topic's id says so, whether the topic is still there or not. */
async function sitemapPart(item: Raw): Promise<string[]> {
  const one = SitemapParts.decode(item)
  return [
    ...wrongKeys(item, SitemapParts.encode(one)),
    ...unless(one.from === FIRST_PART || beginsPart(one.from), "no part begins there"),
  ]
}

async function wrongMerge({ id, merged, removed }: Topic, underWay: UnderWay): Promise<string[]> {
  const [into, [left]] = await Promise.all([
    findTopic(merged!.into, { consistent }),
    wholePosts(id, { limit: 1 }),
  ])
  return [
    ...unless(into, "the topic into which it was merged is not there"),
    ...unless(removed, "it was merged and is in the lists"),
    ...unless(!left || underWay.has(id), "it was merged and has posts"),
  ]
}

/** Its posts, its likes, its last post and where its pages start. */
async function wrongFigures(one: Topic): Promise<string[]> {
  let [count, likes, last]: [number, number, Post | undefined] = [0, 0, undefined]
  const wrong: string[] = []
  for (;;) {
    const some: Post[] = (
      await wholePosts(one.id, { limit: AT_ONCE, ...(last && { after: (last as Post).id }) })
    ).map(({ post }) => post)
    const given = await Promise.all(some.map(likesOf))
    wrong.push(...some.flatMap((post, i) => differ(`likes of ${post.id}`, post.likeCount, given[i]!)))
    likes += given.reduce((sum, n) => sum + n, 0)
    wrong.push(...(await wrongMarks(one.id, some, count, last)))
    count += some.length
    last = some.at(-1) ?? last
    if (some.length < AT_ONCE) break
  }
  const beyond = await pageMark(one.id, Math.max(1, Math.ceil(count / POSTS_PER_PAGE)) + 1)
  return [
    ...unless(last, "it has no posts"),
    ...unless(await getPost(one.id, one.firstPost, { consistent }), "its first post is not in it"),
    ...differ("posts", one.postCount, count),
    ...differ("likes", one.likeCount, likes),
    ...(last ? differ("last post", one.lastPost.id, (last as Post).id) : []),
    ...unless(!beyond, "a page starts behind its end"),
    ...wrong,
  ]
}

/** Each page starts with the post that has so many before it, seen from both ends. */
async function wrongMarks(
  id: string,
  posts: Post[],
  before: number,
  previous: Post | undefined,
): Promise<string[]> {
  const wrong: string[] = []
  for (const [i, post] of posts.entries()) {
    if ((before + i) % POSTS_PER_PAGE !== 0 || before + i === 0) continue
    const page = (before + i) / POSTS_PER_PAGE + 1
    wrong.push(...differ(`start of page ${page}`, (await pageMark(id, page))?.post, post.id))
    wrong.push(...differ(`page of ${post.id}`, await pageOfPost(id, post.id, { consistent }), page))
    const left = posts[i - 1] ?? previous
    if (left)
      wrong.push(...differ(`page of ${left.id}`, await pageOfPost(id, left.id, { consistent }), page - 1))
  }
  return wrong
}

/** Those that an import brought have no reactions. */
async function likesOf(post: Post): Promise<number> {
  const imported = (post as { importedLikes?: number }).importedLikes ?? 0
  let [count, after]: [number, string | undefined] = [0, undefined]
  for (;;) {
    const some = await reactionsAfter(post.id, { limit: AT_ONCE, ...(after && { after }) })
    count += some.length
    after = some.at(-1)?.user.id
    if (some.length < AT_ONCE) return imported + count
  }
}

async function category(item: Raw): Promise<string[]> {
  const one = Categories.decode(item)
  let [topics, posts, newest, after]: [number, number, string, string | undefined] = [0, 0, "", undefined]
  for (;;) {
    const rows = await topicRowsOf(one.id, { limit: AT_ONCE, ...(after && { after }) })
    for (const row of rows.filter(({ removed }) => !removed)) {
      topics++
      posts += row.postCount
      if (row.lastPostAt > newest) newest = row.lastPostAt
    }
    after = rows.at(-1)?.id
    if (rows.length < AT_ONCE) break
  }
  return [
    ...wrongKeys(item, Categories.encode(one)),
    ...differ("topics", one.topicCount, topics),
    ...differ("posts", one.postCount, posts),
    // It never goes back, also when the topic that set it was removed.
    ...unless((one.lastPostAt ?? "") >= newest, `its last activity is ${one.lastPostAt}, not ${newest}`),
  ]
}

/** A mark of a post that is in no topic any more. */
async function mark(item: Raw): Promise<string[]> {
  const one = PageMarks.decode(item)
  return unless(await getPost(one.topic, one.post, { consistent }), `${one.post} is not in its topic`)
}

export const FIGURES: Record<string, Look> = {
  Topic: topic,
  UnansweredTopic: unansweredTopic,
  SitemapPart: sitemapPart,
  Category: category,
  PageMark: mark,
  PageStart: mark,
}
