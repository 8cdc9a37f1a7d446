/** Who may be meant when somebody types the beginning of a name: the people of the topic, then all members. */
import { z } from "zod"
import { Id } from "#lib/base/ids.ts"
import { namesBeginning } from "#lib/db/patterns/names.ts"
import { lastPosts } from "#lib/db/patterns/posts.ts"
import { spend } from "#lib/limits/spend.ts"
import { type Actor, requireMember } from "./actor.ts"
import { folded } from "./names.ts"
import { visibleTopic } from "./visible.ts"

/** Names have at most so many characters, and some letters are several. */
const MAX_QUERY = 40

export const CallingInput = z.object({
  /** Whose people are wanted, the last who wrote first. */
  topic: Id.optional(),
  /** How the name begins. */
  q: z.string().max(MAX_QUERY).optional(),
})

/**
 * Names of members, never the actor's own: of those who wrote last in a topic that the actor may see, or of those who
 * begin so. @throws ForumError unauthenticated, not-found, limited
 */
export async function whoMayBeMeant(
  actor: Actor,
  { topic, q }: z.output<typeof CallingInput>,
): Promise<string[]> {
  const member = requireMember(actor)
  const scene = topic && (await visibleTopic(actor, topic))
  await spend("people.complete", member.id)
  const people = scene ? await peopleIn(scene.topic) : await peopleCalled(q)
  return [...new Set(people.filter(({ id }) => id !== member.id).map(({ name }) => name))]
}

type Called = { id: string; name: string }

/** Who has left has a name of two words, which nobody can call. */
async function peopleIn({ id, author }: { id: string; author: Called }): Promise<Called[]> {
  const posts = (await lastPosts(id)).filter((post) => !post.removed).reverse()
  return [...posts.map((post) => post.author), author].filter(({ name }) => !name.includes(" "))
}

async function peopleCalled(q = ""): Promise<Called[]> {
  const beginning = folded(q.toWellFormed().trim())
  if (beginning === "") return []
  return (await namesBeginning(beginning, { mayBeOld: true })).map(({ user, name }) => ({ id: user, name }))
}
