/** What the Lambdas weigh, how long they take to begin, what they take along: printed, and within bounds. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { MEMORY } from "#lib/cost/habits-in-aws.ts"
import { aBucket } from "#lib/testing/bucket.ts"
import { ask } from "#lib/testing/lambda.ts"
import {
  anInstanceOf,
  asDeployed,
  cookieOf,
  copied,
  FORUM,
  MADE,
  type MadeFor,
} from "#lib/testing/made-for-aws.ts"
import { aCategory, aTopic, someone } from "#lib/testing/people.ts"
import { aFlatPng } from "#lib/testing/pictures.ts"
import { streamEvent } from "#lib/testing/stream-events.ts"
import { freshTable } from "#lib/testing/table.ts"
import { topicPath } from "#lib/web/paths.ts"
import { sizesIn } from "./sizes.mjs"

freshTable()

const MB = 2 ** 20
/**
 * Bytes as they lie there and packed, milliseconds of processor time until the first event can be taken, bytes of memory
 * then. A slow machine takes as much processor time as a quick one, about, and a busy one no more.
 */
const BUDGETS: Record<MadeFor, { bytes: number; zipped: number; cpuMs: number; rss: number }> = {
  site: { bytes: 65 * MB, zipped: 20 * MB, cpuMs: 3_000, rss: 160 * MB },
  stream: { bytes: 3 * MB, zipped: 1 * MB, cpuMs: 1_500, rss: 150 * MB },
  schedule: { bytes: 4.5 * MB, zipped: 1.5 * MB, cpuMs: 1_500, rss: 150 * MB },
  feedback: { bytes: 3 * MB, zipped: 1 * MB, cpuMs: 1_500, rss: 150 * MB },
  saga: { bytes: 4 * MB, zipped: 1.3 * MB, cpuMs: 1_500, rss: 150 * MB },
}

const sizes = Object.fromEntries(sizesIn(".open-next").map((one) => [one.name, one]))

test.each(Object.keys(BUDGETS) as MadeFor[])("%s is as light and begins as fast as it may", async (name) => {
  asDeployed()
  const { folder, remove } = copied(name)
  const instance = await anInstanceOf(folder)
  const { importMs, cpuMs, rss } = instance.cold
  await instance.stop()
  remove()
  const { bytes, zipped } = sizes[name]!
  const figure = (value: number) => `${(value / MB).toFixed(1)} MB`
  console.info(
    `${name}: ${figure(bytes)}, packed ${figure(zipped)}; begins after ${Math.round(importMs)} ms (${Math.round(cpuMs)} ms of processor), with ${figure(rss)}`,
  )
  const budget = BUDGETS[name]
  expect({
    bytes: bytes <= budget.bytes,
    zipped: zipped <= budget.zipped,
    cpuMs: cpuMs <= budget.cpuMs,
    rss: rss <= budget.rss,
  }).toEqual({ bytes: true, zipped: true, cpuMs: true, rss: true })
})

/** Bytes that a site has at most while it makes pages and the largest picture, and a stream's with a batch. */
const BUSY = { site: 500 * MB, stream: 300 * MB }
/** What V8 may hold of a batch: without a bound it collects when it finds the time, and holds more the slower the machine is. */
const ROOM = { NODE_OPTIONS: "--max-old-space-size=96" }

test("what works takes no more memory than it may, and a fraction of what it is given", async () => {
  asDeployed()
  const [site, worker, bucket] = [copied("site"), copied("stream"), await aBucket()]
  const [one, stream] = await Promise.all([
    anInstanceOf(site.folder, bucket),
    anInstanceOf(worker.folder, undefined, ROOM),
  ])
  const cookies = [await cookieOf(await someone())]
  const [open, closed] = [await aCategory(), await aCategory({ readers: "members" })]
  const paths: string[] = []
  for (let n = 0; n < 24; n++) {
    const { topic: id, slug } = await aTopic(await someone(), n % 2 ? open : closed)
    paths.push(topicPath({ id, slug }, n % 2 ? undefined : { area: "private" }))
  }
  const { most: streams } = await stream.invoke(await streamEvent())
  for (const path of paths) expect((await ask(one, path, { cookies })).status).toBe(200)
  const headers = { origin: FORUM, "content-type": "image/png", accept: "application/json" }
  // Few bytes, and nearly as many pixels as one may have: it is unpacked as a whole.
  const body = Buffer.from(await aFlatPng(8_000, 6_000))
  expect((await ask(one, "/api/uploads", { cookies, method: "POST", headers, body })).status).toBe(200)
  const { most: sites } = await one.invoke({})
  await Promise.all([one.stop(), stream.stop(), bucket.stop()])
  for (const { remove } of [site, worker]) remove()
  const figure = (value: number) => `${Math.round(value / MB)} MB`
  console.info(`At work: the site ${figure(sites)}, the stream's ${figure(streams)}`)
  expect(Math.min(sites, streams)).toBeGreaterThan(50 * MB)
  expect([sites <= BUSY.site, streams <= BUSY.stream]).toEqual([true, true])
  expect(3 * BUSY.site).toBeLessThanOrEqual(MEMORY.web * MB)
  expect(3 * BUSY.stream).toBeLessThanOrEqual(MEMORY.stream * MB)
}, 60_000)

/** Of a machine: an engine and its database, and what only the launcher does. */
const NOTHING_OF = [/@dynoxide\//, /--db-path/, /["'`]node:sqlite["'`]/, /DatabaseSync/, /lib\/launcher\//]

test.each(Object.keys(BUDGETS) as MadeFor[])("%s takes nothing along that belongs to a machine", (name) => {
  const folder = MADE(name)
  const files = readdirSync(folder, { recursive: true, withFileTypes: true })
  expect(files.filter((entry) => entry.isSymbolicLink()).map((entry) => entry.name)).toEqual([])
  const names = files.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name))
  expect(
    names.filter((file) => /\.(tsx?|db|sqlite|env)$|\/\.env/.test(file) && !file.includes("node_modules")),
  ).toEqual([])
  // Of packages as well: no other code for a processor than that of pictures and passwords, and nothing of an engine.
  const native = names.filter((file) => /\.(?:node|so(?:\.[\d.]+)?|exe)$/.test(file))
  expect(native.filter((file) => !/\/node_modules\/(?:@img|sharp|@node-rs)\//.test(file))).toEqual([])
  expect(names.filter((file) => /dynoxide|sqlite/i.test(file.slice(folder.length)))).toEqual([])
  const ours = names.filter(
    (file) => /\.(m|c)?js$/.test(file) && !file.slice(folder.length).startsWith("/node_modules/"),
  )
  const found = ours.flatMap((file) => {
    const text = readFileSync(file, "utf8")
    return NOTHING_OF.filter((what) => what.test(text)).map((what) => `${file}: ${what}`)
  })
  expect(found).toEqual([])
})
