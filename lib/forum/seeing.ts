/** May this person see it? If not, it does not exist for them. */
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import type { Actor } from "./actor.ts"
import { isAuthor, isStaff, moderates } from "./ranks.ts"

/** Whether the actor may see the category and what is in it. */
export function canSeeCategory(actor: Actor, category: Pick<Category, "readers">): boolean {
  if (category.readers === "nobody") return false
  if (category.readers === "everyone") return true
  return category.readers === "members" ? actor.kind === "member" : isStaff(actor)
}

/** Whether everybody may, signed in or not: only that goes on cached pages, in feeds and counts. */
export function isPublic(category: Pick<Category, "readers">): boolean {
  return category.readers === "everyone"
}

/** A removed topic is there for who moderates it and for its author, who may restore it. */
export function canSeeTopic(actor: Actor, topic: Topic, category: Category): boolean {
  if (!canSeeCategory(actor, category)) return false
  return !topic.removed || moderates(actor, topic.category) || isAuthor(actor, topic)
}

/** Whether the text of a post may be read: a removed one only by who moderates its topic, and its author. */
export function canReadPost(actor: Actor, post: Post, topic: Pick<Topic, "category">): boolean {
  return !post.removed || moderates(actor, topic.category) || isAuthor(actor, post)
}
