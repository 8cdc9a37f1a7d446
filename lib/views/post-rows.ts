/** Posts as lists of one member's show them. */
import type { Page } from "#lib/base/page.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import { beginningOf } from "#lib/markup/excerpt.ts"
import { linkToTopic, loadTopicLink, type TopicLink } from "./topic-link.ts"

/** A post in a list: where it stands and how it begins. */
export type PostRow = {
  id: string
  topic: TopicLink
  excerpt: string
  createdAt: string
  likeCount: number
  isFirst: boolean
}

/** Topics whose posts are left out, because not everybody may see them now. Never shown. */
export type LeftOut = { leftOut: string[] }

/** A list of posts that leaves out what `visible` does. */
export type ListOfPosts = (visible: (posts: Post[]) => Promise<Post[]>) => Promise<Page<Post>>

/** What such a list shows of posts in `categories`: what everybody may see now. */
export async function rowsOfPosts(
  list: ListOfPosts,
  categories: Category[],
): Promise<Page<PostRow> & LeftOut> {
  const topics = new Map<string, Topic>()
  const asked = new Set<string>()
  const page = await list(async (posts) => {
    for (const { topic } of posts) asked.add(topic)
    for (const topic of await findTopics(posts.map((post) => post.topic))) {
      if (!topic.removed && categories.some(({ id }) => id === topic.category)) topics.set(topic.id, topic)
    }
    return posts.filter((post) => !post.removed && topics.has(post.topic))
  })
  return {
    ...page,
    items: page.items.map((post) => rowOf(post, topics.get(post.topic)!, categories)),
    leftOut: [...asked].filter((topic) => !topics.has(topic)),
  }
}

function rowOf(post: Post, topic: Topic, categories: Category[]): PostRow {
  return {
    id: post.id,
    topic: linkToTopic(topic, categories)!,
    excerpt: beginningOf(post.html),
    createdAt: post.createdAt,
    likeCount: post.likeCount,
    isFirst: post.id === topic.firstPost,
  }
}

/**
 * Most are topics of others, who may change title or place: each brings its own tag to the page. So do those that
 * are left out; when one of them is back, the list is read again, because it carries only the member's tag.
 */
export async function inTheirTopics<V extends { posts: PostRow[]; liked?: PostRow[] } & LeftOut>(
  kept: V | null,
  readAgain: () => Promise<V | null>,
): Promise<V | null> {
  const back = await Promise.all((kept?.leftOut ?? []).map((id) => loadTopicLink(id)))
  const view = back.every((topic) => topic === null) ? kept : await readAgain()
  if (!view) return null
  return {
    ...view,
    posts: await asTheyAre(view.posts),
    ...(view.liked && { liked: await asTheyAre(view.liked) }),
  }
}

async function asTheyAre(rows: PostRow[]): Promise<PostRow[]> {
  const found = await Promise.all(
    rows.map(async (post) => {
      const topic = await loadTopicLink(post.topic.id)
      return topic && { ...post, topic }
    }),
  )
  return found.filter((row) => row !== null)
}
