/**
 * As crash-writer.ts, through the web server: an engine, the server and the worker that `npm start` runs, and a thousand forms
 * that are sent to it at once, all in one process group. Needs a finished build.
 */
import { spawn } from "node:child_process"
import { randomBytes } from "node:crypto"
import { tmpdir } from "node:os"
import { sessionCookie, sessionToken } from "#lib/auth/session.ts"
import { sleep } from "#lib/base/clock.ts"
import { forgetConfig } from "#lib/config.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { connect, ensureTable } from "#lib/db/table.ts"
import { answers } from "#lib/dev/engine.ts"
import { freePort } from "#lib/launcher/preflight.ts"
import { aCategory, aTopic, staff } from "#lib/testing/people.ts"
import { replyPath } from "#lib/web/paths.ts"
import { startWorker } from "./crash-follower.ts"
import { bodyOf, type Scene, topicOf } from "./crash-scene.ts"
import { readForm, sendReply } from "./replies.ts"

const [binary, endpoint, file, table, replies] = process.argv.slice(2) as [
  string,
  string,
  string,
  string,
  string,
]
const tell = (line: object) => process.stdout.write(`${JSON.stringify(line)}\n`)

spawn(binary, ["serve", "--port", new URL(endpoint).port, "--db-path", file], { stdio: "ignore" })
while (!(await answers(endpoint))) await sleep(20)
connect({ engine: "embedded", endpoint, name: table })
await ensureTable()

const port = await freePort()
const origin = `http://localhost:${port}`
Object.assign(process.env, {
  NODE_ENV: "production",
  PORT: String(port),
  STOA_URL: origin,
  STOA_DATA: tmpdir(),
  STOA_TABLE: table,
  STOA_ENGINE: "embedded",
  DYNAMODB_ENDPOINT: endpoint,
  AUTH_SECRET: randomBytes(32).toString("base64url"),
})
forgetConfig()
startWorker(endpoint, table)
spawn(process.execPath, ["lib/web/server.ts"], { stdio: ["ignore", "ignore", "inherit", "ipc"] })
while (!(await answers(`${origin}/api/health`))) await sleep(50)

const member = await staff()
const category = await aCategory()
const topics = await Promise.all(Array.from({ length: 8 }, () => aTopic(member, category)))
const scene: Scene = { member, category: category.id, topics: topics.map(({ topic }) => topic) }
const user = await getUser(member.id, { consistent: true })
const cookie = `${sessionCookie().name}=${await sessionToken(user!)}`
const forms = new Map<string, Awaited<ReturnType<typeof readForm>>>()
for (const { topic, slug } of topics) {
  forms.set(topic, await readForm(origin, { cookie, page: replyPath({ id: topic, slug }) }))
}
tell({ scene })
await Promise.all(
  Array.from({ length: Number(replies) }, async (_, i) => {
    await sleep(i)
    const form = forms.get(topicOf(scene, i))!
    const location = await sendReply(
      form,
      { cookie, page: form.url },
      { key: `crash-form-${i}`, body: bodyOf(i) },
    )
    tell({ i, post: /\/fresh\/([0-9a-z]{26})/.exec(location)?.[1]?.toUpperCase() })
  }),
)
