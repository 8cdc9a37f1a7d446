/**
 * `npm run crash -- fan-out [watchers]`: a reply in a topic that ten thousand watch, while the worker is killed
 * (kill -9) again and again in the middle of telling them. In the end each of them was told once, and every unread count is exact.
 */
import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { MINUTE, nowIso, SECOND, sleep } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { chunks, putMany } from "#lib/db/batch.ts"
import { ReadStates, type User, Users } from "#lib/db/items/users.ts"
import { TopicWatchers } from "#lib/db/items/watching.ts"
import { listFanOuts, toldAbout, whatIsThere } from "#lib/db/patterns/notifications.ts"
import { ensureTable } from "#lib/db/table.ts"
import { embeddedEngine } from "#lib/dev/engine.ts"
import { pointAtEngine } from "#lib/launcher/database.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"

const KILLS = 8
const PATIENCE = 5 * MINUTE
const WORKER = fileURLToPath(new URL("../workers/local.ts", import.meta.url))

/** @returns the exit code */
export async function crashFanOut(count = 10_000): Promise<number> {
  const folder = mkdtempSync(join(tmpdir(), "stoa-crash-"))
  const engine = await embeddedEngine(join(folder, "table.db"), process.env.DYNOXIDE_BIN)
  const running = await engine.start()
  const secret = "a secret that only the crash check of this forum uses"
  Object.assign(process.env, { STOA_DATA: folder, STOA_LIMIT_SCALE: "100000", AUTH_SECRET: secret })
  pointAtEngine(engine.endpoint)
  let worker = { kill: () => {} } as Pick<ChildProcess, "kill"> as ChildProcess
  try {
    await ensureTable()
    const { topic } = await aTopic(await someone(undefined, { email: undefined }), await aCategory())
    const watchers = await watch(topic, count)
    const { post } = await aReply(await someone(undefined, { email: undefined }), topic)
    const start = Date.now()
    for (let kill = 0; kill < KILLS; kill++) {
      worker = startWorker()
      await someWork()
      worker.kill("SIGKILL")
      await once(worker, "exit")
    }
    const before = (await told({ topic, post })).length
    console.log(`${before} were told while the worker was killed ${KILLS} times. The last one goes on.`)
    worker = startWorker()
    let problems: string[]
    do {
      await sleep(SECOND)
      problems = await wrong({ topic, post }, watchers)
    } while (problems.length > 0 && Date.now() - start < PATIENCE)
    for (const problem of problems.slice(0, 20)) console.error(problem)
    console.log(
      problems.length === 0
        ? `All ${count} were told once, ${((Date.now() - start) / SECOND).toFixed(1)} s after the reply.`
        : `${problems.length} problems.`,
    )
    return problems.length === 0 ? 0 : 1
  } finally {
    worker.kill("SIGKILL")
    running.kill()
    await running.exited
    rmSync(folder, { recursive: true, force: true })
  }
}

/** Until a few pieces are done, each of which is a run of its own; what has not come so far is killed as well. */
async function someWork(): Promise<void> {
  const runs = new Set<string>()
  const end = Date.now() + MINUTE
  while (runs.size < 4 && Date.now() < end) {
    for (const { run } of await listFanOuts()) runs.add(run)
    await sleep(SECOND / 20)
  }
}

function startWorker(): ChildProcess {
  return spawn(process.execPath, ["--disable-warning=ExperimentalWarning", WORKER], {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  })
}

/** Members without an address who watch the topic, written directly. */
async function watch(topic: string, count: number): Promise<User[]> {
  const at = nowIso()
  const users = Array.from({ length: count }, (_, i): User => {
    const figures = { topicCount: 0, postCount: 0, sessionEpoch: 1, version: 1 }
    return {
      ...{ id: newId(), name: `watcher-${i}`, role: "member", about: "", createdAt: at, updatedAt: at },
      ...figures,
    }
  })
  const items = users.flatMap((user) => [
    Users.encode(user),
    ReadStates.encode({ user: user.id, topic, level: "watching", updatedAt: at }),
    TopicWatchers.encode({ user: user.id, topic, level: "watching", at }),
  ])
  for (const some of chunks(items, 1000)) await putMany(some)
  return users
}

type Place = { topic: string; post: string }

async function told(place: Place): Promise<{ user: string; id: string }[]> {
  const all: { user: string; id: string }[] = []
  for (let after: string | undefined; ; ) {
    const { items, next } = await toldAbout(place, after)
    all.push(...items.map(({ user, id }) => ({ user, id })))
    if (!next) return all
    after = next
  }
}

async function wrong(place: Place, watchers: User[]): Promise<string[]> {
  if ((await listFanOuts()).length > 0) return ["Somebody is still to be told."]
  const all = await told(place)
  const byUser = Map.groupBy(all, ({ user }) => user)
  const lines = watchers.flatMap(({ id, name }) => {
    const times = byUser.get(id)?.length ?? 0
    return times === 1 ? [] : [`${name} was told ${times} times.`]
  })
  for (const some of chunks(all, 50)) {
    const inboxes = await whatIsThere(some, { consistent: true })
    for (const { inbox } of inboxes)
      if (inbox.unread !== 1) lines.push(`The inbox of ${inbox.user} counts ${inbox.unread}.`)
  }
  return lines
}
