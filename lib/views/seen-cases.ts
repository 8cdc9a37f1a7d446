/** Which cases somebody may see in a list: by where what they are about lies now, whatever was so when it was written down. */
import type { Case, CaseSubject } from "#lib/db/items/cases.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { findCategories } from "#lib/db/patterns/categories.ts"
import { findHeld } from "#lib/db/patterns/held.ts"
import { findPosts } from "#lib/db/patterns/posts.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import { getUsers } from "#lib/db/patterns/users.ts"
import { can } from "#lib/forum/access.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { canSeeCategory, canSeeTopic } from "#lib/forum/seeing.ts"

/** In which category each lies, by the id of what it is about; nothing of what is gone, or lies in none. */
export async function placesOf(subjects: CaseSubject[]): Promise<Map<string, Category>> {
  const [posts, held] = await Promise.all([
    findPosts(subjects.filter(({ kind }) => kind === "post" || kind === "topic").map(({ id }) => id)),
    findHeld(subjects.filter(({ kind }) => kind === "held")),
  ])
  const topics = new Map(
    (await findTopics(unique([...posts, ...held].flatMap(({ topic }) => topic ?? [])))).map((topic) => [
      topic.id,
      topic.category,
    ]),
  )
  const places: [string, string | undefined][] = [
    ...posts.map(({ id, topic }): [string, string | undefined] => [id, topics.get(topic)]),
    ...held.map(({ id, topic, category }): [string, string] => [
      id,
      (topic && topics.get(topic)) ?? category,
    ]),
  ]
  const there = await findCategories(unique(places.flatMap(([, category]) => category ?? [])))
  const categories = new Map(there.map((category) => [category.id, category]))
  return new Map(
    places.flatMap(([id, category]) => {
      const found = category && categories.get(category)
      return found ? [[id, found]] : []
    }),
  )
}

/** What these are called now, by the id of each: a topic's title, a member's name; nothing of what the actor cannot read. */
export async function titlesFor(actor: Actor, subjects: CaseSubject[]): Promise<Map<string, string>> {
  const [posts, users] = await Promise.all([
    findPosts(unique(subjects.filter(({ kind }) => kind === "post" || kind === "topic").map(({ id }) => id))),
    getUsers(unique(subjects.filter(({ kind }) => kind === "member").map(({ id }) => id))),
  ])
  const topics = await findTopics(unique(posts.map(({ topic }) => topic)))
  const categories = await findCategories(unique(topics.map(({ category }) => category)))
  const readable = topics.filter((topic) => {
    const category = categories.find(({ id }) => id === topic.category)
    return category && canSeeTopic(actor, topic, category)
  })
  return new Map([
    ...users.map(({ id, name }): [string, string] => [id, name]),
    ...posts.flatMap((post): [string, string][] => {
      const topic = readable.find(({ id }) => id === post.topic)
      return topic ? [[post.id, topic.title]] : []
    }),
  ])
}

/** The cases that the actor may see. Of what is in a removed category administrators alone, and of the text nothing. */
export async function seenBy(actor: Actor, cases: Case[]): Promise<Case[]> {
  const places = await placesOf(cases.map(({ subject }) => subject))
  return cases.flatMap((one) => {
    const place = places.get(one.subject.id)
    if (!maySee(actor, place)) return []
    if (place?.readers !== "nobody") return [one]
    const { excerpt: _, ...rest } = one
    return [rest]
  })
}

/** Whether what lies there, or in no category, is theirs to see as a case. */
export function maySee(actor: Actor, place: Pick<Category, "id" | "readers"> | undefined): boolean {
  if (!place) return can(actor, "case.see", {})
  if (place.readers === "nobody") return can(actor, "category.manage", {})
  return canSeeCategory(actor, place) && can(actor, "case.see", { within: place.id })
}

const unique = (ids: string[]): string[] => [...new Set(ids)]
