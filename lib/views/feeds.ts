/** Feeds: what was written last, whole, for programs that ask again and again. Only what everybody may see. */
import { CATEGORIES, categoryTag, HOME, tagTag, topicTag } from "#lib/base/cache-tags.ts"
import { Id } from "#lib/base/ids.ts"
import { addressOf } from "#lib/db/items/categories.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { getPosts } from "#lib/db/patterns/notifications.ts"
import { lastPosts } from "#lib/db/patterns/posts.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { newestTopics } from "#lib/forum/latest.ts"
import { tagsMeant } from "#lib/forum/tags.ts"
import { cached } from "#lib/web/cached.ts"
import {
  categoryPath,
  type FeedOf,
  homePath,
  memberPath,
  permanentPath,
  tagPath,
  topicPath,
} from "#lib/web/paths.ts"
import { siteName } from "#lib/web/site.ts"
import { t } from "#lib/words/t.ts"
import { loadNamed } from "./member.ts"
import { loadMemberPosts } from "./member-pages.ts"
import { canonicalTag, taggedTopics } from "./tag.ts"
import { sceneOf } from "./topic.ts"
import { linkToTopic, type TopicLink } from "./topic-link.ts"

export type FeedEntry = {
  /** The post's id: the same post is the same entry in every feed. */
  id: string
  title: string
  path: string
  author: string
  createdAt: string
  updatedAt: string
  /** Safe HTML, with addresses as the forum's own pages have them. */
  html: string
  /** The category's name, and tags. */
  about: string[]
}

export type FeedView = {
  title: string
  /** The page that shows the same. */
  path: string
  entries: FeedEntry[]
}

/** How many entries a feed has. */
const LENGTH = 20

/** A post that a feed lists, by where it lies, and what the list knows of its topic. */
type Listed = { post: string; topic: TopicLink; tags: string[]; isFirst: boolean }

/**
 * A feed by what follows `/feed` in its address: nothing, `c/<category>`, `tag/<tag>`, `t/<topic>`, `u/<member>`.
 * @returns null where there is none: hidden, removed and unknown are the same
 */
export async function loadFeed([kind, name, ...more]: string[] = []): Promise<FeedView | null> {
  if (more.length > 0) return null
  if (kind === undefined) return feedOf(await siteName(), homePath(), await loadNewest(""))
  if (!name) return null
  if (kind === "c") return categoryFeed(name)
  if (kind === "tag") return tagFeed(name)
  if (kind === "t") return topicFeed(name)
  return kind === "u" ? memberFeed(name) : null
}

/**
 * Where the feed is that somebody means by this address: feeds of categories go by the id, pages by the address, and people
 * guess the one from the other; and a tag may be called something else by now.
 */
export async function feedMeant([kind, name, ...more]: string[] = []): Promise<FeedOf | null> {
  if (!name || more.length > 0) return null
  if (kind === "c") {
    const id = await loadCategoryMeant(name)
    return id === null || id === name ? null : ["c", id]
  }
  if (kind !== "tag" || canonicalTag(name) !== name || name.length > 200) return null
  const tag = await loadTagMeant(name)
  if (tag === null || tag === name) return null
  // That there is one is told where everybody may see something of it, under the one name or, meanwhile, the other.
  for (const one of [tag, name]) if ((await loadTagged(one)).length > 0) return ["tag", tag]
  return null
}

const loadCategoryMeant = cached(
  "feed-category-meant",
  (_address: string) => [CATEGORIES],
  async (address): Promise<string | null> =>
    (await visibleCategories(GUEST)).find((one) => addressOf(one) === address)?.id ?? null,
)

const loadTagMeant = cached(
  "feed-tag-meant",
  (tag: string) => [tagTag(tag)],
  async (tag): Promise<string | null> => (await tagsMeant([tag])).names.get(tag)?.[0] ?? null,
)

async function categoryFeed(id: string): Promise<FeedView | null> {
  const category = await loadCategoryName(id)
  return (
    category &&
    feedOf(
      await titled(category.name),
      categoryPath(category.slug),
      await loadNewest(category.ids.join("\n")),
    )
  )
}

async function tagFeed(name: string): Promise<FeedView | null> {
  const tag = canonicalTag(name)
  const listed = tag === name && tag.length <= 200 ? await loadTagged(tag) : []
  return listed.length > 0 ? feedOf(await titled(`#${tag}`), tagPath(tag), listed) : null
}

async function topicFeed(id: string): Promise<FeedView | null> {
  const listed =
    id === id.toLowerCase() && Id.safeParse(id).success ? await loadTopicEnd(id.toUpperCase()) : []
  const topic = listed[0]?.topic
  return topic ? feedOf(await titled(topic.title), topicPath(topic), listed) : null
}

async function memberFeed(name: string): Promise<FeedView | null> {
  const member = await loadNamed(name)
  // A feed has one address: other spellings have none.
  const view = member?.name === name ? await loadMemberPosts(member.id, name) : null
  if (!view) return null
  const listed = view.posts.map(({ id, topic, isFirst }) => ({ post: id, topic, tags: [], isFirst }))
  return feedOf(await titled(t("feeds.member", { name })), memberPath(name), listed)
}

const titled = async (title: string): Promise<string> => t("feeds.title", { title, site: await siteName() })

async function feedOf(title: string, path: string, listed: Listed[]): Promise<FeedView> {
  const shown = listed.slice(0, LENGTH)
  const texts = shown.length > 0 ? await loadTexts(shown.map(placeOf).join("\n")) : {}
  const entries = shown.flatMap(({ post, topic, tags, isFirst }): FeedEntry[] => {
    const text = texts[post]
    if (!text) return []
    const replied = { title: topic.title, author: text.author }
    return [
      {
        id: post,
        title: isFirst ? topic.title : t("feeds.reply", replied),
        path: isFirst ? topicPath(topic) : permanentPath(post),
        ...text,
        about: [topic.category.name, ...tags],
      },
    ]
  })
  return { title, path, entries }
}

const placeOf = ({ topic, post }: Listed): string => `${topic.id}/${post}`
const postsAt = (places: string): { topic: string; id: string }[] =>
  places.split("\n").map((place) => {
    const [topic, id] = place.split("/") as [string, string]
    return { topic, id }
  })

type Text = Pick<FeedEntry, "author" | "createdAt" | "updatedAt" | "html">

/** What is written at these places now. A text that changes makes its topic stale. */
const loadTexts = cached(
  "feed-texts",
  (places: string) => postsAt(places).map(({ topic }) => topicTag(topic)),
  async (places): Promise<Record<string, Text>> => {
    const posts = await getPosts(postsAt(places))
    return Object.fromEntries(
      posts.flatMap((post): [string, Text][] => {
        if (!post || post.removed) return []
        const { id, author, createdAt, editedAt, html } = post
        return [[id, { author: author.name, createdAt, updatedAt: editedAt ?? createdAt, html }]]
      }),
    )
  },
)

/** The newest topics of some categories, of all where none is named. Each line of `ids` is one. */
const loadNewest = cached(
  "feed-newest",
  (ids: string) => [CATEGORIES, ...(ids === "" ? [HOME] : ids.split("\n").map(categoryTag))],
  async (ids): Promise<Listed[]> => {
    const visible = await visibleCategories(GUEST)
    const wanted = ids === "" ? visible : visible.filter(({ id }) => ids.split("\n").includes(id))
    return firstPostsOf((await newestTopics(wanted, undefined, LENGTH)).items)
  },
)

/** A public category with its sub-categories. */
const loadCategoryName = cached(
  "feed-category",
  (_id: string) => [CATEGORIES],
  async (id): Promise<{ name: string; slug: string; ids: string[] } | null> => {
    const visible = await visibleCategories(GUEST)
    const category = visible.find((one) => one.id === id)
    if (!category) return null
    const ids = visible.filter((one) => one.id === id || one.parent === id).map((one) => one.id)
    return { name: category.name, slug: addressOf(category), ids }
  },
)

const loadTagged = cached(
  "feed-tag",
  (tag: string) => [tagTag(tag), CATEGORIES],
  async (tag): Promise<Listed[]> => {
    const visible = await visibleCategories(GUEST)
    const isVisible = ({ category }: { category: string }) => visible.some(({ id }) => id === category)
    return firstPostsOf((await taggedTopics(tag, isVisible)).items)
  },
)

const loadTopicEnd = cached(
  "feed-topic",
  (id: string) => [topicTag(id), CATEGORIES],
  async (id): Promise<Listed[]> => {
    const scene = await sceneOf(GUEST, id, true)
    if (scene?.topic.id !== id) return []
    const link = linkToTopic(scene.topic, await visibleCategories(GUEST))
    if (!link) return []
    const posts = await lastPosts(id, LENGTH, { consistent: true })
    const { tags, firstPost } = scene.topic
    return posts
      .toReversed()
      .map((post) => ({ post: post.id, topic: link, tags, isFirst: post.id === firstPost }))
  },
)

async function firstPostsOf(topics: Topic[]): Promise<Listed[]> {
  const visible = await visibleCategories(GUEST)
  return topics.flatMap((topic) => {
    const link = linkToTopic(topic, visible)
    return link ? [{ post: topic.firstPost, topic: link, tags: topic.tags, isFirst: true }] : []
  })
}
