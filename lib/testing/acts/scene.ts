/** Who and what an act of staff is done to, in the tests that watch each of them. */
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"

export const words = "Because."
export type Act = () => Promise<unknown>
export type Scene = Awaited<ReturnType<typeof aScene>>
/** By the event it leads to: what comes before the act, and the act itself. */
export type Acts = Record<string, (scene: Scene) => Promise<Act>>

/** A question of Ann's with a reply, and who may act on it. */
export async function aScene() {
  const [ann, bob, mod, admin] = [await someone(), await someone(), await staff(), await staff("admin")]
  const category = await aCategory({ kind: "question" })
  const { topic, post } = await aTopic(ann, category, { tags: ["tar"] })
  const { post: reply } = await aReply(bob, topic)
  return { ann, bob, mod, admin, category, topic, post, reply }
}
