/**
 * `npm run crash`: kills the engine, the worker and the writing process (kill -9 of their process group) in the middle
 * of a thousand concurrent replies, starts the engine again, and looks: every acknowledged reply is there, none is
 * twice, and all figures are right once the worker has caught up; then sends the others again, and none of them is
 * twice either.
 * `npm run crash -- web` sends them as forms to the web server (which must be built) in place of calling the verb;
 * `npm run crash -- fan-out` kills the worker while it tells ten thousand people of one reply.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import { SECOND, sleep } from "#lib/base/clock.ts"
import { postsFrom } from "#lib/db/patterns/posts.ts"
import { connect, ensureTable } from "#lib/db/table.ts"
import { answers, embeddedEngine } from "#lib/dev/engine.ts"
import { reply } from "#lib/forum/posts.ts"
import { wrongFigures } from "#lib/testing/recount.ts"
import { follow } from "#lib/workers/follow.ts"
import { crashFanOut } from "./crash-fan-out.ts"
import { bodyOf, replyOf, type Scene, topicOf } from "./crash-scene.ts"

// Another crash altogether: of the worker, while it tells many.
if (process.argv[2] === "fan-out") process.exit(await crashFanOut(Number(process.argv[3] ?? 10_000)))

const REPLIES = 1000
/** The lease of the worker that was killed has to run out first. */
const CATCHING_UP = 120 * SECOND
const WRITERS: Record<string, string> = { verbs: "./crash-writer.ts", web: "./crash-web-writer.ts" }
const WRITER = fileURLToPath(new URL(WRITERS[process.argv[2] ?? "verbs"] ?? "", import.meta.url))
const TABLE = "crash-check"

const folder = mkdtempSync(join(tmpdir(), "stoa-crash-"))
const file = join(folder, "table.db")
const engine = await embeddedEngine(file, process.env.DYNOXIDE_BIN)
const problems: string[] = []

const { scene, acknowledged } = await killedInTheMiddle()
const running = await engine.start()
try {
  connect({ engine: "embedded", endpoint: engine.endpoint, name: TABLE })
  await ensureTable()
  // As the worker that is started again with the engine.
  void follow(new AbortController().signal, { duties: [], log: () => {} })
  const kept = await repliesOf(scene)
  for (const [i, post] of acknowledged)
    if (!kept.get(i)?.includes(post)) problems.push(`Reply ${i} was acknowledged as ${post} and is lost.`)
  await check("after the restart", scene, kept)
  console.log(`Killed after ${acknowledged.size} acknowledged replies; ${kept.size} were there.`)

  const missing = Array.from({ length: REPLIES }, (_, i) => i).filter((i) => !acknowledged.has(i))
  await Promise.all(
    missing.map((i) =>
      reply(scene.member, { form: `crash-form-${i}`, topic: topicOf(scene, i), body: bodyOf(i) }),
    ),
  )
  const all = await repliesOf(scene)
  if (all.size !== REPLIES) problems.push(`${all.size} of ${REPLIES} replies are there in the end.`)
  await check("after sending the others again", scene, all)
} finally {
  running.kill()
  await running.exited
  rmSync(folder, { recursive: true, force: true })
}
for (const problem of problems) console.error(problem)
console.log(
  problems.length === 0
    ? `All ${REPLIES} replies are there, each once, and counted.`
    : `${problems.length} problems.`,
)
process.exit(problems.length === 0 ? 0 : 1)

/** Starts the writer and ends its whole group as soon as a third of the replies is acknowledged. */
async function killedInTheMiddle(): Promise<{ scene: Scene; acknowledged: Map<number, string> }> {
  const args = [WRITER, engine.binary, engine.endpoint, file, TABLE, String(REPLIES)]
  const writer = spawn(process.execPath, args, { detached: true, stdio: ["ignore", "pipe", "inherit"] })
  process.on("exit", () => killGroup(writer))
  const acknowledged = new Map<number, string>()
  let scene: Scene | undefined
  for await (const line of createInterface({ input: writer.stdout })) {
    const said = JSON.parse(line) as { scene?: Scene; i: number; post: string }
    if (said.scene) scene = said.scene
    else acknowledged.set(said.i, said.post)
    // What was said before the kill and is still in the pipe is read as well: it was acknowledged.
    if (acknowledged.size === Math.floor(REPLIES / 3)) killGroup(writer)
  }
  // One that ended by itself has left its engine behind.
  killGroup(writer)
  if (writer.exitCode === null && writer.signalCode === null) await once(writer, "exit")
  if (acknowledged.size < Math.floor(REPLIES / 3))
    throw new Error(`The writer ended by itself, after ${acknowledged.size} acknowledged replies.`)
  if (!scene || acknowledged.size === REPLIES)
    throw new Error("The writer was not killed in the middle of its work.")
  while (await answers(engine.endpoint)) await sleep(20)
  return { scene, acknowledged }
}

function killGroup(leader: ChildProcess): void {
  try {
    process.kill(-leader.pid!, "SIGKILL")
  } catch {
    // It is gone already.
  }
}

/** The posts of each reply by its number. */
async function repliesOf(scene: Scene): Promise<Map<number, string[]>> {
  const found = new Map<number, string[]>()
  for (const topic of scene.topics) {
    for (const post of await postsFrom(topic, { limit: 10 * REPLIES, consistent: true })) {
      const i = replyOf(post.html)
      if (i !== undefined) found.set(i, [...(found.get(i) ?? []), post.id])
    }
  }
  return found
}

async function check(when: string, scene: Scene, found: Map<number, string[]>): Promise<void> {
  for (const [i, posts] of found)
    if (posts.length > 1) problems.push(`Reply ${i} is there ${posts.length} times ${when}.`)
  const start = performance.now()
  let wrong = await wrongFigures(scene.category)
  while (wrong.length > 0 && performance.now() - start < CATCHING_UP) {
    await sleep(500)
    wrong = await wrongFigures(scene.category)
  }
  console.log(`The figures were right ${((performance.now() - start) / 1000).toFixed(1)} s ${when}.`)
  for (const line of wrong) problems.push(`${when}: ${line}`)
}
