/** Questions with likes and answers, and what their authors have earned. */
import { check } from "#lib/check/check.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import type { Member } from "#lib/forum/actor.ts"
import { acceptAnswer } from "#lib/forum/answers.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { moveTopic } from "#lib/forum/topics.ts"
import { aCategory, aReply, aTopic, someone, staff } from "./people.ts"

/** Likes a post, or takes that back. */
export const like = (who: Member, post: string, liked = true) => likePost(who, { post, liked })
/** Accepts a post as the answer, or not any more. */
export const accept = (who: Member, post: string, accepted = true) => acceptAnswer(who, { post, accepted })

/** What the member's profile says. */
export async function earned(who: Member): Promise<[likes: number, answers: number]> {
  const user = await getUser(who.id, { consistent: true })
  return [user?.likesReceived ?? 0, user?.answerCount ?? 0]
}

/** What the check finds, in words. */
export const wrong = async (): Promise<string[]> =>
  (await check({ waits: [0] })).findings.map((one) => `${one.entityType}: ${one.wrong.join("; ")}`)

/** Ann asks; Ben replies twice; three like the first reply, one of them not any more; the second is the answer. */
export async function aQuestion() {
  const [ann, ben, cleo, dan] = [await staff(), await someone(), await someone(), await someone()]
  const categories = [await aCategory({ kind: "question" }), await aCategory({ kind: "question" })]
  const { topic } = await aTopic(ann, categories[0]!)
  const [first, second] = [(await aReply(ben, topic)).post, (await aReply(ben, topic)).post]
  for (const who of [ann, cleo, dan]) await like(who, first)
  await like(cleo, first, false)
  await accept(ann, first)
  await accept(ann, second)
  await moveTopic(ann, { topic, category: categories[1]!.id })
  return { ann, ben, cleo, topic, first, second }
}
