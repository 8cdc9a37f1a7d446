/**
 * Read models that this code knows, and this table has never had or has by older rules, are made by themselves:
 * docs/adr/0181. How far each is lies in the table; who has time goes on with it.
 */
import { MINUTE, now, nowIso } from "#lib/base/clock.ts"
import { commit } from "#lib/db/commit.ts"
import type { Build } from "#lib/db/items/builds.ts"
import { listBuilds } from "#lib/db/patterns/builds.ts"
import { takeBuild } from "#lib/db/writes/builds.ts"
import { NotMine } from "#lib/db/writes/stream.ts"
import type { Projection } from "./contract.ts"
import { HeldBuild, Lost, unbuilt } from "./held-build.ts"
import { rebuildable } from "./rebuild.ts"
import { PROJECTIONS } from "./registered.ts"

/** How long a Lambda of the code before may still apply changes, which knows nothing of what is new. */
const LONGEST_LAMBDA = 15 * MINUTE
const TOLD_EVERY = MINUTE

/** Those that this table lacks, by what is written down of them. */
export function missing(
  builds: readonly Build[],
  projections: readonly Projection[] = PROJECTIONS,
): string[] {
  return rebuildable(projections)
    .filter((projection) => isMissing(projection, buildOf(projection, builds)))
    .map(({ name }) => name)
}

/**
 * Makes what is missing, one after the other.
 * @param until milliseconds since 1970: from then on nothing more is begun. Finite in a Lambda, of which others may run
 * @throws AggregateError when some failed, after all others were tried
 */
export async function buildMissing(
  until = Number.POSITIVE_INFINITY,
  { projections = PROJECTIONS, log = console.log }: BuildOptions = {},
): Promise<void> {
  const builds = await listBuilds()
  const failures: Error[] = []
  for (const projection of rebuildable(projections)) {
    const build = buildOf(projection, builds)
    if (!isMissing(projection, build) || now() >= until) continue
    try {
      await buildOne(projection, build, until, log)
    } catch (cause) {
      // Whoever has it tells what becomes of it.
      if (cause instanceof Lost) continue
      failures.push(new Error(`Making ${projection.name} failed: ${messageOf(cause)}`, { cause }))
    }
  }
  if (failures.length > 0)
    throw new AggregateError(failures, failures.map(({ message }) => message).join("\n"))
}

type BuildOptions = { projections?: readonly Projection[]; log?: (line: string) => void }
type Rebuildable = ReturnType<typeof rebuildable>[number]

/** A table that was just made has all there is, and never pays for it. */
export async function noteNewTable(projections: readonly Projection[] = PROJECTIONS): Promise<void> {
  const all = rebuildable(projections).filter(({ rules }) => rules !== undefined)
  await commit(all.map((one) => takeBuild({ ...unbuilt(one), state: "built", leaseUntil: 0 }, undefined)))
}

/** Makes one anew from its beginning, whoever is at it. @throws Lost when somebody else then does the same */
export async function buildAnew(projection: Rebuildable, told: (done: string) => void): Promise<void> {
  const held = await HeldBuild.seize(projection)
  await held.work(projection, Number.POSITIVE_INFINITY, ({ done }) => told(done))
}

const buildOf = ({ name }: Projection, builds: readonly Build[]): Build | undefined =>
  builds.find((build) => build.name === name)

/** What was begun is finished, whoever asked for it. Newer code may have made it by rules that this one does not know. */
function isMissing({ rules = 0, place }: Projection, build: Build | undefined): boolean {
  if (build?.state === "building" && build.rules <= rules) return true
  const has = build && build.place === (place?.() ?? "") ? build.rules : 0
  return has < rules
}

async function buildOne(
  projection: Rebuildable,
  before: Build | undefined,
  until: number,
  log: (line: string) => void,
): Promise<void> {
  if (before && (before.leaseUntil > now() || (before.notBefore ?? 0) > now())) return
  const { name, rules = 0 } = projection
  const isNew = before?.state !== "building" || before.rules < rules
  if (isNew && until !== Number.POSITIVE_INFINITY) return wait(projection, before)
  const held = await HeldBuild.take(projection, before)
  if (!held) return
  let toldAt = now()
  if (isNew || before.cursor === undefined)
    log(`This forum has no ${name} as this version knows it: it is made now, from what was written.`)
  const outcome = await held.work(projection, until, ({ done }) => {
    if (now() - toldAt < TOLD_EVERY) return
    toldAt = now()
    log(`Making ${name}: ${done}`)
  })
  if (outcome === "done") log(`${name} is made.`)
}

/** What a Lambda of the code before applies meanwhile is in the items when it begins. */
async function wait(projection: Rebuildable, before: Build | undefined): Promise<void> {
  const build: Build = {
    ...unbuilt(projection),
    ...{ leaseUntil: 0, notBefore: now() + LONGEST_LAMBDA, updatedAt: nowIso() },
  }
  try {
    await commit([takeBuild(build, before)])
  } catch (error) {
    if (!(error instanceof NotMine)) throw error
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message || error.name : String(error)
}
