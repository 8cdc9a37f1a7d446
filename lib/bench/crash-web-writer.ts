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
import { answers } from "#lib/dev/engine.ts"
import { freePort } from "#lib/launcher/preflight.ts"
import { replyPath } from "#lib/web/paths.ts"
import { startWorker } from "./crash-follower.ts"
import { bodyOf, topicOf } from "./crash-scene.ts"
import { openStage, setScene, tell, writeAll } from "./crash-stage.ts"
import { readForm, sendReply } from "./replies.ts"

const { endpoint, table, replies } = await openStage()
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

const { scene, topics } = await setScene()
const user = await getUser(scene.member.id, { consistent: true })
const cookie = `${sessionCookie().name}=${await sessionToken(user!)}`
const forms = new Map<string, Awaited<ReturnType<typeof readForm>>>()
for (const { topic, slug } of topics) {
  forms.set(topic, await readForm(origin, { cookie, page: replyPath({ id: topic, slug }) }))
}
tell({ scene })
await writeAll(replies, async (i) => {
  const form = forms.get(topicOf(scene, i))!
  const body = { key: `crash-form-${i}`, body: bodyOf(i) }
  const location = await sendReply(form, { cookie, page: form.url }, body)
  return /\/fresh\/([0-9a-z]{26})/.exec(location)?.[1]?.toUpperCase()
})
