/** What the Lambdas weigh, how long they take to begin, what they take along: printed, and within bounds. */
import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { anInstanceOf, asDeployed, copied, MADE, type MadeFor } from "#lib/testing/made-for-aws.ts"
import { freshTable } from "#lib/testing/table.ts"
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
  const ours = names.filter(
    (file) => /\.(m|c)?js$/.test(file) && !file.slice(folder.length).startsWith("/node_modules/"),
  )
  const found = ours.flatMap((file) => {
    const text = readFileSync(file, "utf8")
    return NOTHING_OF.filter((what) => what.test(text)).map((what) => `${file}: ${what}`)
  })
  expect(found).toEqual([])
})
