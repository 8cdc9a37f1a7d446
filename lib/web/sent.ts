/** What follows from each thing that is written: where its writer goes on, and which pages are stale. */
import type { z } from "zod"
import type { Actor } from "#lib/forum/actor.ts"
import { type EditInput, editPost, type ReplyInput, reply } from "#lib/forum/posts.ts"
import { type NewTopicInput, startTopic } from "#lib/forum/topics.ts"
import { visiblePost } from "#lib/forum/visible.ts"
import { afterEdit, afterNewTopic, afterReply } from "./invalidate.ts"
import { areaOf, freshPath } from "./paths.ts"
import type { Outcome } from "./writing.ts"

export async function sendTopic(actor: Actor, input: z.output<typeof NewTopicInput>): Promise<Outcome> {
  const { scene, post } = await startTopic(actor, input)
  return { to: freshPath(scene.topic, post, areaOf(scene.category)), stale: afterNewTopic(scene) }
}

export async function sendReply(actor: Actor, input: z.output<typeof ReplyInput>): Promise<Outcome> {
  const { scene, post } = await reply(actor, input)
  const author = actor.kind === "member" ? actor.id : ""
  return { to: freshPath(scene.topic, post, areaOf(scene.category)), stale: afterReply(scene, author) }
}

export async function sendEdit(actor: Actor, input: z.output<typeof EditInput>): Promise<Outcome> {
  const before = await visiblePost(actor, input.post)
  const scene = await editPost(actor, input)
  return {
    to: freshPath(scene.topic, input.post, areaOf(scene.category)),
    stale: afterEdit(scene, before.topic),
  }
}
