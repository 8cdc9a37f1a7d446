/**
 * Part of `npm test -- crash`: a forum of two web processes is read and written while `npm run forum -- restart` lets new
 * ones take over, while one of them is killed, and while the whole of it ends and begins again behind a socket that stays. No
 * request is refused by a restart, every reply is seen by whoever asks next, whichever process that is, and in the end each is
 * there once. Needs a finished build.
 */
import { execFile } from "node:child_process"
import { promisify } from "node:util"
import { sessionCookie, sessionToken } from "#lib/auth/session.ts"
import { SECOND, sleep } from "#lib/base/clock.ts"
import { forgetConfig } from "#lib/config.ts"
import { postsFrom } from "#lib/db/patterns/posts.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { pointAtEngine } from "#lib/launcher/database.ts"
import { readRunFile } from "#lib/launcher/run-file.ts"
import { aCategory, aTopic, someone } from "#lib/testing/people.ts"
import { replyPath, type TopicPlace, topicPath } from "#lib/web/paths.ts"
import { type Forum, forget, onGivenSocket, startForum } from "./forum.ts"
import { readForm, sendReply } from "./replies.ts"

const WRITERS = 6
/** A page of a topic shows twenty posts: what is written is looked for on the first. */
const REPLIES_EACH = 18
const TOPICS_EACH = 12
const RESTARTS = 1

const settings = { STOA_WEB_PROCESSES: "2", STOA_BACKUP_HOURS: "0" }
const forum = await startForum(undefined, settings, onGivenSocket)
Object.assign(process.env, forum.env)
forgetConfig()
pointAtEngine(forum.run.engine!.endpoint)
const problems: string[] = []
const written = new Map<string, string[]>()
let isOver = false

try {
  const category = await aCategory()
  const work = Promise.all(Array.from({ length: WRITERS }, () => write(category)))
  let [requests, before] = [0, pids()]
  for (let n = 0; n < RESTARTS; n++) {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ["lib/launcher/start.mjs", "--forum", "restart"],
      { env: process.env },
    )
    console.log(stdout.trim().split("\n").at(-1))
    if (pids().length !== 2 || pids().some((pid) => before.includes(pid)))
      problems.push(`After a restart the processes ${pids()} run, before it ${before}.`)
    before = pids()
  }
  isOver = true
  for (const count of await work) requests += count
  if (requests < WRITERS * 10) problems.push(`Only ${requests} requests were sent meanwhile.`)
  console.log(
    `${requests} requests, ${[...written.values()].flat().length} of them replies, during ${RESTARTS} restarts.`,
  )
  for (const [topic, texts] of written) await look(topic, texts)
  await oneIsKilled(forum)
  await allBeginsAgain(forum)
} finally {
  isOver = true
  await forum.stop()
  forget(forum)
}
for (const problem of problems.slice(0, 20)) console.error(problem)
console.log(problems.length === 0 ? "None was refused, none is missing." : `${problems.length} problems.`)
process.exit(problems.length === 0 ? 0 : 1)

function pids(): number[] {
  return readRunFile(forum.folder)?.web?.pids ?? []
}

/** One member writes and looks whether it is there, one after the other. @returns how many requests that were */
async function write(category: Parameters<typeof aTopic>[1]): Promise<number> {
  const member = await someone()
  const user = (await getUser(member.id, { consistent: true }))!
  const cookie = `${sessionCookie().name}=${await sessionToken(user)}`
  let requests = 0
  for (let n = 0; n < TOPICS_EACH && !isOver; n++) {
    const { topic: id, slug } = await aTopic(member, category)
    const place: TopicPlace = { id, slug }
    const form = await readForm(forum.url, { cookie, page: replyPath(place) })
    const texts: string[] = []
    written.set(id, texts)
    for (let i = 0; i < REPLIES_EACH && !isOver; i++) {
      const text = `Reply ${i} by ${member.name} while others came and went.`
      try {
        await sendReply(form, { cookie, page: form.url }, { key: `restart-${id}-${i}`, body: text })
        texts.push(text)
        // Another connection each time: of either process, the one that leaves and the one that comes.
        const page = await fetch(forum.url + topicPath(place), { headers: { connection: "close" } })
        if (page.status !== 200) problems.push(`${topicPath(place)} was answered with ${page.status}.`)
        else if (!(await page.text()).includes(text)) problems.push(`A page came without "${text}".`)
        requests += 2
      } catch (error) {
        problems.push(`A request failed: ${error} ${(error as Error).cause ?? ""}`)
      }
    }
  }
  return requests
}

async function look(topic: string, texts: string[]): Promise<void> {
  const posts = await postsFrom(topic, { limit: 100, consistent: true })
  for (const text of texts) {
    const times = posts.filter(({ html }) => html.includes(text)).length
    if (times !== 1) problems.push(`"${text}" is there ${times} times.`)
  }
}

/** The other one answers all the while. */
async function oneIsKilled({ url }: Forum): Promise<void> {
  const before = pids()
  process.kill(before[0]!, "SIGKILL")
  const until = Date.now() + 60 * SECOND
  let answered = 0
  while (pids().length < 2 || pids().includes(before[0]!)) {
    const answer = await fetch(`${url}/api/health`, { headers: { connection: "close" } }).catch(
      () => undefined,
    )
    if (answer?.ok) answered++
    else problems.push("While one of two processes was killed, the forum did not answer.")
    if (Date.now() > until) throw new Error("The process that was killed was not started again.")
    await sleep(20)
  }
  console.log(`${answered} requests were answered while one process was killed and came back.`)
}

/** As `systemctl restart` does it: launcher, engine and all. Who asks meanwhile waits, and is answered. */
async function allBeginsAgain({ url, folder, run }: Forum): Promise<void> {
  let [isThere, answered, longest] = [false, 0, 0]
  const ask = async (): Promise<void> => {
    while (!isThere) {
      const start = Date.now()
      const page = await fetch(`${url}/${answered % 2 ? "" : "api/viewer"}`, {
        headers: { connection: answered % 3 ? "close" : "keep-alive" },
      }).catch((error) => error as Error)
      if (page instanceof Error) problems.push(`While the forum began again: ${page} ${page.cause ?? ""}`)
      else if (!page.ok)
        problems.push(`While the forum began again, a page was answered with ${page.status}.`)
      else await page.arrayBuffer()
      answered++
      longest = Math.max(longest, Date.now() - start)
    }
  }
  const asking = Promise.all(Array.from({ length: 4 }, ask))
  process.kill(run.pid, "SIGTERM")
  const until = Date.now() + 180 * SECOND
  while (readRunFile(folder)?.pid === run.pid || pids().length < 2) {
    if (Date.now() > until) throw new Error("The forum did not begin again.")
    await sleep(20)
  }
  // Until those that wait now are answered by the new one.
  await fetch(`${url}/api/health`)
  isThere = true
  await asking
  console.log(`${answered} requests while all of it began again; the longest waited ${longest / SECOND} s.`)
}
