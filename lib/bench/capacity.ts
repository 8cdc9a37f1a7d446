/**
 * `npm run capacity`: what every access pattern and every write consumes on a small forum and on one fifty
 * times as large, held against the budgets of docs/data-model.md. Ends badly when one costs more, or grows.
 */
import { rmSync } from "node:fs"
import { join } from "node:path"
import { DAY, HOUR, setClock } from "#lib/base/clock.ts"
import { countNoDays } from "#lib/db/capacity.ts"
import { connect, ensureTable } from "#lib/db/table.ts"
import { embeddedEngine } from "#lib/dev/engine.ts"
import { scratch } from "#lib/testing/scratch.ts"
import { type Budget, budgets } from "./budgets.ts"
import { type Consumed, meter } from "./meter.ts"
import { READS } from "./reads.ts"
import { OK, verdictOn } from "./verdict.ts"
import { build, type World } from "./world.ts"
import { measureWrites } from "./writes.ts"

/** Enough that all posts together are fifty times as many. */
const TIMES = 56
/**
 * When it is, as far as the forum knows: the middle of an hour and of a day, because what is kept by the hour or the day
 * costs more when one ends between two writes.
 */
const NOON = Math.floor(Date.now() / DAY) * DAY + DAY / 2 + HOUR / 4
// Mail that is written down is sealed.
process.env.AUTH_SECRET ??= "capacity".repeat(4)

// In memory where there is such a folder: thousands of items are written, and none is kept.
const folder = scratch("capacity")
// Only the embedded engine reports what Amazon charges: DynamoDB Local counts transactions on indexes twice over.
const engine = await embeddedEngine(join(folder, "table.db"), process.env.DYNOXIDE_BIN)
const running = await engine.start()
countNoDays()
const begun = Date.now()
setClock(() => NOON + Date.now() - begun)
try {
  const small = await measured("small", 1)
  const large = await measured("large", TIMES)
  process.exitCode = report(small, large) ? 0 : 1
} finally {
  running.kill()
  await running.exited
  rmSync(folder, { recursive: true, force: true })
}

type Measured = { world: World; units: Map<string, Consumed> }

async function measured(name: string, scale: number): Promise<Measured> {
  const start = Date.now()
  connect({ engine: "embedded", endpoint: engine.endpoint, name: `capacity-${name}` })
  await ensureTable()
  const world = await build(scale)
  console.log(`${name}: ${world.postCount} posts, built in ${((Date.now() - start) / 1000).toFixed(1)} s`)
  const units = new Map<string, Consumed>()
  for (const [number, read] of Object.entries(READS)) {
    const { own, rate, remembered } = await meter(() => read(world))
    units.set(number, { rcu: own.rcu + rate.rcu + remembered.rcu, wcu: own.wcu + rate.wcu })
  }
  for (const [number, consumed] of await measureWrites(world)) units.set(number, consumed)
  return { world, units }
}

function report(small: Measured, large: Measured): boolean {
  const rows = budgets()
  const all = new Set([...rows.keys(), ...small.units.keys()])
  const lines = [...all].map((number) =>
    lineOf(number, rows.get(number), small.units.get(number), large.units.get(number)),
  )
  const head = ["number", "what", "budget", "small", `× ${TIMES}`, "verdict"]
  console.log(asTable([head, ...lines]))
  const times = large.world.postCount / small.world.postCount
  console.log(`The large one has ${times.toFixed(1)} times as many posts.`)
  const bad = lines.filter((line) => line.at(-1) !== OK)
  console.log(
    bad.length === 0
      ? `All ${lines.length} within their budgets, none grows.`
      : `${bad.length} of ${lines.length} are not within their budgets.`,
  )
  return bad.length === 0 && times >= 50
}

function lineOf(number: string, budget?: Budget, small?: Consumed, large?: Consumed): string[] {
  const shownBudget = budget ? [budget.name.replaceAll("`", ""), shown(budget)] : ["", ""]
  return [number, ...shownBudget, shown(small), shown(large), verdictOn(budget, small, large)]
}

function shown(units: Consumed | undefined): string {
  if (!units) return ""
  const parts = [units.rcu && `${units.rcu} RCU`, units.wcu && `${units.wcu} WCU`]
  return parts.filter(Boolean).join(" + ") || "0"
}

function asTable(rows: string[][]): string {
  const widths = rows[0]!.map((_, column) =>
    Math.max(...rows.map((row) => Math.min(row[column]!.length, 60))),
  )
  return rows
    .map((row) =>
      row
        .map((cell, i) => cell.slice(0, 60).padEnd(widths[i]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n")
}
