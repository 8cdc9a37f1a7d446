/**
 * The side of the crash check that is killed: an engine, the worker and a process that writes, in one process group.
 * Tells each reply to standard output once it was acknowledged, one line of JSON each.
 */
import { reply } from "#lib/forum/posts.ts"
import { startWorker } from "./crash-follower.ts"
import { bodyOf, topicOf } from "./crash-scene.ts"
import { openStage, setScene, tell, writeAll } from "./crash-stage.ts"

const { endpoint, table, replies } = await openStage()
startWorker(endpoint, table)
const { scene } = await setScene()
tell({ scene })
await writeAll(replies, async (i) => {
  const input = { form: `crash-form-${i}`, topic: topicOf(scene, i), body: bodyOf(i) }
  return (await reply(scene.member, input)).post
})
