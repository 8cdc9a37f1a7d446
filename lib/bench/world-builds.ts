/** How far read models are made in the forum that is measured: as many as there are, half way through something long. */
import { type Build, Builds } from "#lib/db/items/builds.ts"
import type { Migration } from "#lib/db/items/migrations.ts"

const READ_MODELS = 20
const AT = "2026-01-01T00:00:00.000Z"

export function aBuild(n: number): Build {
  const cursor = {
    category: "harbour",
    topic: "01J00000000000000000000000",
    post: "01J00000000000000000000000",
  }
  return {
    ...{
      name: `measured-${n}`,
      rules: 1,
      place: "table",
      state: "building",
      owner: "01J00000000000000000000000",
    },
    ...{ leaseUntil: 0, cursor: JSON.stringify(cursor), done: "120000 posts looked at.", attempts: 0 },
    ...{ startedAt: AT, updatedAt: AT },
  }
}

export function buildItems(): Record<string, unknown>[] {
  return Array.from({ length: READ_MODELS }, (_, n) => Builds.encode(aBuild(n)))
}

/** Half way through, in four parts. */
export function aMigration(): Migration {
  const after = { PK: "TOPIC#01J00000000000000000000000", SK: "POST#01J00000000000000000000000" }
  return {
    ...{ name: "2026-01-01-measured", state: "running", parts: Array(4).fill({ after, over: false }) },
    ...{ looked: 120_000, changed: 60_000, owner: "01J00000000000000000000000", leaseUntil: 0 },
    ...{ startedAt: AT, updatedAt: AT },
  }
}
