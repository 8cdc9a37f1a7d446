/**
 * Part of `npm test -- crash`: fifty members post two thousand replies into one topic while the worker, a process of
 * its own, is killed (kill -9) every second. In the end all replies are there, each figure is exact, and whoever
 * watches was told of each reply once.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { SECOND, sleep } from "#lib/base/clock.ts"
import { type Notification, Notifications } from "#lib/db/items/notifications.ts"
import { notificationKey } from "#lib/db/keys/notifications.ts"
import { PREFIX } from "#lib/db/keys/prefixes.ts"
import { inboxOf } from "#lib/db/patterns/notifications.ts"
import { postsFrom } from "#lib/db/patterns/posts.ts"
import { findCheckpoint, listDeadLetters } from "#lib/db/patterns/stream.ts"
import { queryAll } from "#lib/db/query.ts"
import { ensureTable } from "#lib/db/table.ts"
import { embeddedEngine } from "#lib/dev/engine.ts"
import type { Member } from "#lib/forum/actor.ts"
import { reply } from "#lib/forum/posts.ts"
import { watchTopic } from "#lib/forum/watching.ts"
import { pointAtEngine } from "#lib/launcher/database.ts"
import { aCategory, aTopic, someone, staff } from "#lib/testing/people.ts"
import { wrongFigures } from "#lib/testing/recount.ts"
import { bodyOf, replyOf } from "./crash-scene.ts"

const WRITERS = 50
const REPLIES = 2_000
/** Every so many replies name somebody who does not watch. */
const NAMED_EVERY = 40
const KILLED_EVERY = SECOND
/** What is still to be done when the last reply is written, on a machine that does much else. */
const PATIENCE = 240 * SECOND

const folder = mkdtempSync(join(tmpdir(), "stoa-crash-"))
const engine = await embeddedEngine(join(folder, "table.db"), process.env.DYNOXIDE_BIN)
const running = await engine.start()
const secret = "a secret that only the crash check of this forum uses"
Object.assign(process.env, { STOA_DATA: folder, STOA_LIMIT_SCALE: "100000", AUTH_SECRET: secret })
pointAtEngine(engine.endpoint)
let worker: ChildProcess | undefined
process.on("exit", () => worker?.kill("SIGKILL"))
let problems: string[] = []

try {
  await ensureTable()
  const starter = await staff()
  const category = await aCategory()
  const { topic } = await aTopic(starter, category)
  const watchers = [await someone(), await someone()]
  for (const one of watchers) await watchTopic(one, { topic, level: "watching" })
  const named = await someone("oarsman")
  const writers = await Promise.all(Array.from({ length: WRITERS }, () => someone()))

  const start = Date.now()
  const killing = killAgainAndAgain()
  const posts = await writeAll(writers, topic, named, killing)
  const kills = await killing.stop()
  console.log(
    `${posts.length} replies in ${seconds(start)} s, while the worker was killed ${kills} times. It catches up.`,
  )
  if (kills < 3) throw new Error(`The worker was killed ${kills} times only: too few to say anything.`)
  const written = Date.now()
  startWorker()
  const told = [starter, ...watchers].map((member) => ({ member, posts }))
  const mentions = { member: named, posts: posts.filter((_, i) => i % NAMED_EVERY === 0) }
  // Asking for thousands of items at once is too much for a busy machine now and then: the next time it answers.
  const check = () =>
    wrong(category.id, topic, posts, [...told, mentions]).catch((error) => [`It cannot be told: ${error}`])
  do {
    await sleep(SECOND)
    problems = await check()
  } while (problems.length > 0 && Date.now() - written < PATIENCE)
  console.log(`All that follows was there ${seconds(written)} s after the last reply.`)
  // Nothing comes afterwards either.
  for (let tries = 0; tries < 5; tries++) {
    await sleep(3 * SECOND)
    problems = await check()
    if (!problems[0]?.startsWith("It cannot be told")) break
  }
} finally {
  worker?.kill("SIGKILL")
  running.kill()
  await running.exited
  rmSync(folder, { recursive: true, force: true })
}
for (const problem of problems.slice(0, 20)) console.error(problem)
console.log(
  problems.length === 0
    ? `All ${REPLIES} replies are there and counted, and everybody was told of each once.`
    : `${problems.length} problems.`,
)
process.exit(problems.length === 0 ? 0 : 1)

/** Each writer writes one after the other; all write at the same time. */
/** However quick the machine: each quarter of the replies waits until the worker was killed in the one before. */
async function writeAll(
  writers: Member[],
  topic: string,
  named: Member,
  killing: Pick<Killing, "kills">,
): Promise<string[]> {
  const posts: string[] = Array(REPLIES)
  const write = async (member: Member, first: number): Promise<void> => {
    for (let i = first; i < REPLIES; i += WRITERS) {
      while (i / REPLIES > (killing.kills() + 1) / 4) await sleep(20)
      const body = i % NAMED_EVERY === 0 ? `@${named.name} ${bodyOf(i)}` : bodyOf(i)
      posts[i] = (await reply(member, { form: `crash-form-${i}`, topic, body })).post
    }
  }
  await Promise.all(writers.map(write))
  return posts
}

function startWorker(): ChildProcess {
  const file = fileURLToPath(new URL("../workers/local.ts", import.meta.url))
  const args = ["--disable-warning=ExperimentalWarning", file]
  worker = spawn(process.execPath, args, { stdio: ["ignore", "ignore", "inherit", "ipc"] })
  return worker
}

type Killing = { kills(): number; stop(): Promise<number> }

function killAgainAndAgain(): Killing {
  let [kills, isOver] = [0, false]
  const killing = (async () => {
    while (!isOver) {
      const child = startWorker()
      await Promise.race([atWork(child).then(() => sleep(KILLED_EVERY)), once(child, "exit")])
      child.kill("SIGKILL")
      if (child.exitCode === null && child.signalCode === null) await once(child, "exit")
      kills++
    }
  })()
  return {
    kills: () => kills,
    stop: async () => {
      isOver = true
      await killing
      return kills
    },
  }
}

/** When it follows the stream: on a busy machine it takes a while to get there. */
async function atWork({ pid }: ChildProcess): Promise<void> {
  while ((await findCheckpoint())?.worker.pid !== pid) await sleep(20)
}

type Told = { member: Member; posts: string[] }

/** One line for everything that is not as it must be. */
async function wrong(category: string, topic: string, posts: string[], told: Told[]): Promise<string[]> {
  const checkpoint = await findCheckpoint()
  if (!checkpoint || checkpoint.leaseUntil < Date.now()) return ["No worker runs."]
  const unread = await Promise.all(told.map(wrongInbox))
  // It costs little to ask for; the rest would hold up the worker that is still at it.
  if (unread.flat().length > 0) return unread.flat()
  const found = await postsFrom(topic, { limit: 10 * REPLIES, consistent: true })
  const there = Map.groupBy(found, ({ html }) => replyOf(html))
  const lines = posts.flatMap((id, i) => {
    const ids = (there.get(i) ?? []).map((post) => post.id)
    return ids.length === 1 && ids[0] === id ? [] : [`Reply ${i} (${id}) is there ${ids.length} times.`]
  })
  const letters = (await listDeadLetters()).items.map(({ id, reason }) => `Dead letter ${id}: ${reason}`)
  const notified = await Promise.all(told.map(wrongTold))
  return [...lines, ...letters, ...(await wrongFigures(category)), ...notified.flat()]
}

/** Each was told of each of these posts once, and of no other. */
async function wrongTold({ member, posts }: Told): Promise<string[]> {
  const { PK } = notificationKey(member.id, "")
  const items = await queryAll({
    pk: PK,
    beginsWith: PREFIX.notification,
    limit: 10 * REPLIES,
    consistent: true,
  })
  const notifications: Notification[] = Notifications.readAll(items)
  const times = Map.groupBy(notifications, (one) => one.post)
  const missing = posts.filter((post) => !times.has(post)).length
  const doubled = [...times.values()].filter((some) => some.length > 1).length
  const others = [...times.keys()].filter((post) => !posts.includes(post)).length
  const lines = Object.entries({ missing, doubled, others }).filter(([, count]) => count > 0)
  return lines.map(([what, count]) => `${member.name}: ${count} notifications are ${what}.`)
}

async function wrongInbox({ member, posts }: Told): Promise<string[]> {
  const { unread } = await inboxOf(member.id, { consistent: true })
  if (unread === posts.length) return []
  return [`${member.name}: the inbox counts ${unread} in place of ${posts.length}.`]
}

function seconds(since: number): string {
  return ((Date.now() - since) / SECOND).toFixed(1)
}
