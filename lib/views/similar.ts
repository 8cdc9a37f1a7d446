/** Topics that are about what a title says, while it is typed: perhaps the question was asked before. */
import type { Actor } from "#lib/forum/actor.ts"
import { similarTopics } from "#lib/forum/searching.ts"
import { MAX_TITLE } from "#lib/forum/texts.ts"
import { spend } from "#lib/limits/spend.ts"
import { areaOf, topicPath } from "#lib/web/paths.ts"

export type SimilarTopic = { id: string; title: string; href: string; category: string; solved: boolean }

/** Shorter than this a title says too little. */
const TELLING = 8

/**
 * At most five, of those that the actor may see.
 * @param client the address of whoever asks: guests are counted by it · @throws ForumError limited
 */
export async function similarTo(actor: Actor, title: string, client: string): Promise<SimilarTopic[]> {
  const text = title.toWellFormed().trim().slice(0, MAX_TITLE)
  if (text.length < TELLING) return []
  await spend("search.similar", actor.kind === "member" ? actor.id : client)
  return (await similarTopics(actor, text)).map(({ topic, category }) => ({
    id: topic.id,
    title: topic.title,
    href: topicPath(topic, { area: areaOf(category) }),
    category: category.name,
    solved: topic.answer !== undefined,
  }))
}
