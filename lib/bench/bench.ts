/**
 * `npm run bench`: requests per second of the forum as `npm start` runs it, beside a bare node:http server that
 * sends the same bytes in the same run. Machines differ and are noisy: the ratio is what can be compared.
 */
import { mkdirSync, writeFileSync } from "node:fs"
import autocannon from "autocannon"
import { sessionCookie, sessionToken } from "#lib/auth/session.ts"
import { sleep } from "#lib/base/clock.ts"
import { forgetConfig } from "#lib/config.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { connect } from "#lib/db/table.ts"
import type { Member } from "#lib/forum/actor.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { categoryPath, freshPath, homePath, replyPath, type TopicPlace, topicPath } from "#lib/web/paths.ts"
import { startBare } from "./bare.ts"
import { type Forum, forget, memoryOf, startForum } from "./forum.ts"
import { sendReplies } from "./replies.ts"

const CONNECTIONS = 16
const SECONDS = Number(process.env.STOA_BENCH_SECONDS ?? 8)
/** Replies come after reading in this run: the code that writes must have been compiled, too. */
const WARM_UP = 10
const TOPICS = 150
const POSTS = 20
/** What NodeBB serves on a machine of this kind (2 cores), as the project measured it. */
const NODEBB = { topicPages: 143, replies: 75 }

/** About what people write in one post: 600 characters with some marks. */
const TEXT = `${"We hauled her out on Saturday and found the garboard soft along two feet. ".repeat(5)}

> Has anybody tried *linseed* on it?

\`\`\`js
const coats = 3
\`\`\`

${"What would you do before the frost comes? ".repeat(4)}`

type Row = { name: string; perSecond: number; p99: number; bare?: number; toBare?: number; toNodeBB?: number }

const first = await startForum()
let forum: Forum = first
try {
  const made = await fill()
  await untilQuiet(first)
  await first.stop()
  // The second start is the one that people see every day.
  forum = await startForum(first.folder)
  connectTo(forum)
  const rows = [...(await readingRows(made)), ...(await writingRows(made))]
  report(rows)
} finally {
  await forum.stop()
  forget(forum)
}

/** What follows from what was written is not measured with the reading. */
async function untilQuiet({ url }: Forum): Promise<void> {
  for (let quiet = 0; quiet < 5; ) {
    const { stream } = (await (await fetch(`${url}/api/health`)).json()) as { stream?: { lagMs?: number } }
    quiet = (stream?.lagMs ?? 0) < 500 ? quiet + 1 : 0
    await sleep(500)
  }
}

type Made = { category: string; places: (TopicPlace & { post: string })[]; writers: Member[] }

function connectTo({ env, run }: Forum): void {
  Object.assign(process.env, env)
  forgetConfig()
  connect({ engine: "embedded", endpoint: run.engine?.endpoint, name: "stoa" })
}

async function fill(): Promise<Made> {
  connectTo(forum)
  console.log(`Writing ${TOPICS} topics of ${POSTS} posts ...`)
  const category = await aCategory()
  const writers = await Promise.all(Array.from({ length: CONNECTIONS }, () => someone()))
  const places: Made["places"] = []
  const todo = Array.from({ length: TOPICS }, (_, i) => i)
  await Promise.all(
    writers.map(async (writer) => {
      for (let i = todo.pop(); i !== undefined; i = todo.pop()) {
        const { topic, slug, post } = await aTopic(writer, category, {
          title: `How the boats are kept dry, part ${i}`,
          body: TEXT,
        })
        for (let n = 1; n < POSTS; n++) await aReply(writers[(i + n) % writers.length]!, topic, TEXT)
        places.push({ id: topic, slug, post })
      }
    }),
  )
  return { category: category.id, places, writers }
}

async function readingRows({ category, places, writers }: Made): Promise<Row[]> {
  const topics = places.map((place) => topicPath(place))
  const cookie = await cookieOf(writers[0]!)
  const fresh = places.map((place) => freshPath(place, place.post).replace(/#.*/, ""))
  return [
    await reading("home", [homePath()]),
    await reading("category", [categoryPath(category)]),
    await reading("topic", topics, {}, true),
    await reading("topic, signed in", topics, { cookie }, true),
    await reading("topic, not cached", fresh, { cookie }, true),
  ]
}

async function reading(
  name: string,
  paths: string[],
  headers: Record<string, string> = {},
  isTopic = false,
): Promise<Row> {
  const first = await fetch(forum.url + paths[0], { headers })
  const body = await first.text()
  if (!first.ok) throw new Error(`${paths[0]} answered ${first.status}.`)
  for (const path of paths) await (await fetch(forum.url + path, { headers })).arrayBuffer()
  const bareServer = await startBare(body)
  const bare = await cannon(bareServer.url, ["/"], {})
  bareServer.stop()
  const own = await cannon(forum.url, paths, headers)
  const row = {
    name,
    perSecond: own.perSecond,
    p99: own.p99,
    bare: bare.perSecond,
    toBare: own.perSecond / bare.perSecond,
  }
  return isTopic ? { ...row, toNodeBB: own.perSecond / NODEBB.topicPages } : row
}

async function cannon(
  url: string,
  paths: string[],
  headers: Record<string, string>,
): Promise<{ perSecond: number; p99: number }> {
  const requests = paths.map((path) => ({ path, headers }))
  const result = await autocannon({ url, connections: CONNECTIONS, duration: SECONDS, requests })
  if (result.errors > 0 || result.non2xx > 0)
    throw new Error(`${paths[0]}: ${result.non2xx} answers were no page.`)
  return { perSecond: result.requests.average, p99: result.latency.p99 }
}

async function writingRows({ places, writers }: Made): Promise<Row[]> {
  const cookies = await Promise.all(writers.map(cookieOf))
  const onMany = cookies.map((cookie, i) => ({ cookie, page: replyPath(places[i]!) }))
  const onOne = cookies.map((cookie) => ({ cookie, page: replyPath(places.at(-1)!) }))
  return [
    await writing("reply, 16 writers on 16 topics", onMany),
    await writing("reply, 16 writers on one topic", onOne),
  ]
}

async function writing(name: string, writers: { cookie: string; page: string }[]): Promise<Row> {
  await sendReplies(forum.url, writers, Date.now() + WARM_UP * 1_000)
  const start = Date.now()
  const latencies = await sendReplies(forum.url, writers, start + SECONDS * 1_000)
  const perSecond = latencies.length / ((Date.now() - start) / 1_000)
  latencies.sort((a, b) => a - b)
  const p99 = latencies[Math.floor(latencies.length * 0.99)] ?? 0
  return { name, perSecond, p99, toNodeBB: perSecond / NODEBB.replies }
}

async function cookieOf(member: Member): Promise<string> {
  const user = await getUser(member.id)
  if (!user) throw new Error("A writer is missing.")
  return `${sessionCookie().name}=${await sessionToken(user)}`
}

function report(rows: Row[]): void {
  const round = (value: number | undefined, digits = 0) => (value === undefined ? "" : value.toFixed(digits))
  console.table(
    Object.fromEntries(
      rows.map((row) => [
        row.name,
        {
          "per second": round(row.perSecond),
          "p99 ms": round(row.p99),
          "bare node:http": round(row.bare),
          "of bare": round(row.toBare, 2),
          "× NodeBB": round(row.toNodeBB, 1),
        },
      ]),
    ),
  )
  const memory = { web: memoryOf(forum.run.web?.pid), engine: memoryOf(forum.run.engine?.pid) }
  console.log(
    `Second start: ${forum.startedIn} ms. Memory: web ${memory.web} MB, engine ${memory.engine} MB.`,
  )
  mkdirSync(".local", { recursive: true })
  const json = JSON.stringify({
    at: new Date().toISOString(),
    seconds: SECONDS,
    startedIn: forum.startedIn,
    memory,
    rows,
  })
  writeFileSync(".local/bench.json", `${json}\n`)
  console.log(json)
}
