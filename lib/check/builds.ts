/** Read models that this version knows, and that are not there yet: they are made by the worker, unless it cannot. */
import { HOUR, now } from "#lib/base/clock.ts"
import { Builds } from "#lib/db/items/builds.ts"
import { buildKey } from "#lib/db/keys/stream.ts"
import { listBuilds } from "#lib/db/patterns/builds.ts"
import { missing } from "#lib/projections/building.ts"
import type { Finding, Look } from "./finding.ts"

/** What takes minutes is no mistake; what takes that long is worth a look. */
const LONG = HOUR

async function build(item: Parameters<Look>[0]): Promise<string[]> {
  const { state, startedAt, done, failure } = Builds.decode(item)
  if (state === "built") return []
  if (failure) return [`could not be made: ${failure}`]
  return Date.parse(startedAt) + LONG > now()
    ? []
    : [`is being made since ${startedAt}: ${done ?? "not begun"}`]
}

export const BUILDS: Record<string, Look> = { Build: build }

/** Those of which nothing is written down. Where nothing is of any, no worker has run yet, and then more is missing. */
export async function neverMade(): Promise<Finding[]> {
  const builds = await listBuilds({ consistent: true })
  if (builds.length === 0) return []
  const begun = new Set(builds.filter(({ state }) => state === "building").map(({ name }) => name))
  return missing(builds)
    .filter((name) => !begun.has(name))
    .map((name) => ({
      entityType: "Build",
      key: Object.values(buildKey(name)).join(" "),
      wrong: ["this forum does not have it as this version knows it: start the worker, which makes it"],
    }))
}
