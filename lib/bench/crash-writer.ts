/**
 * The side of the crash check that is killed: an engine, the worker and a process that writes, in one process group.
 * Tells each reply to standard output once it was acknowledged, one line of JSON each.
 */
import { spawn } from "node:child_process"
import { sleep } from "#lib/base/clock.ts"
import { connect, ensureTable } from "#lib/db/table.ts"
import { answers } from "#lib/dev/engine.ts"
import { reply } from "#lib/forum/posts.ts"
import { aCategory, aTopic, staff } from "#lib/testing/people.ts"
import { startWorker } from "./crash-follower.ts"
import { bodyOf, type Scene, topicOf } from "./crash-scene.ts"

const [binary, endpoint, file, table, replies] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
]
const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

// Not detached: it dies with this process group, as a machine's processes do when the power goes.
spawn(binary, ["serve", "--port", new URL(endpoint).port, "--db-path", file], { stdio: "ignore" })
while (!(await answers(endpoint))) await sleep(20)
connect({ engine: "embedded", endpoint, name: table })
await ensureTable()
startWorker(endpoint, table)

const member = await staff()
const category = await aCategory()
const topics = await Promise.all(Array.from({ length: 8 }, () => aTopic(member, category)))
const scene: Scene = { member, category: category.id, topics: topics.map(({ topic }) => topic) }
tell({ scene })
await Promise.all(
  Array.from({ length: Number(replies) }, async (_, i) => {
    // All are on their way at once, and yet at different points of it.
    await sleep(i)
    const { post } = await reply(member, {
      form: `crash-form-${i}`,
      topic: topicOf(scene, i),
      body: bodyOf(i),
    })
    tell({ i, post })
  }),
)
