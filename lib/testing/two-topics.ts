/** Two topics that a test makes one, or of which it makes more. */
import { postsFrom } from "#lib/db/patterns/posts.ts"
import { likePost } from "#lib/forum/reactions.ts"
import { removePost } from "#lib/forum/removal.ts"
import { watchTopic } from "#lib/forum/watching.ts"
import { aCategory, aReply, aTopic, someone, staff } from "./people.ts"
import { settle } from "./settle.ts"

/** Four of five go into the second: that is more than the twelve that go in one turn. */
const REPLIES = 17

/** Two topics that people talked in by turns, the second a little longer than one turn takes. */
export async function twoTopics() {
  // Staff may write as quickly as tests do.
  const [ann, bob, moderator] = [await staff(), await someone(), await staff()]
  const category = await aCategory()
  const one = await aTopic(ann, category, { title: "Which tar is it?", tags: ["tar"] })
  const two = await aTopic(bob, category, { title: "Tar again, please", tags: ["tar", "again"] })
  const posts = [one.post, two.post]
  for (let i = 0; i < REPLIES; i++)
    posts.push((await aReply(ann, (i % 5 === 0 ? one : two).topic, `Reply ${i}`)).post)
  const liked = posts[posts.length - 1]!
  await likePost(bob, { post: liked, liked: true })
  await removePost(ann, { post: posts[4]! })
  await watchTopic(bob, { topic: two.topic, level: "watching" })
  await settle()
  return { ann, bob, moderator, category, one: one.topic, two: two.topic, posts, liked }
}

export const idsIn = async (topic: string): Promise<string[]> =>
  (await postsFrom(topic, { limit: 1000, consistent: true })).map(({ id }) => id)
