import { beforeEach, describe, expect, type MockInstance, test, vi } from "vitest"
import type { Change } from "#lib/db/change.ts"
import type { Projection } from "#lib/projections/contract.ts"
import { setAside } from "#lib/projections/dead-letters.ts"
import { PROJECTIONS } from "#lib/projections/registered.ts"
import { commandsUseIt } from "#lib/testing/command-line.ts"
import { freshTable } from "#lib/testing/table.ts"
import { main } from "./forum.ts"

const poison = { still: true, applied: [] as string[] }
const weak: Projection = {
  name: "weak",
  entities: ["Told"],
  apply: async (changes) => {
    if (poison.still) throw new Error("It is poison.")
    poison.applied.push(...changes.map(({ key }) => key.PK))
  },
  async *rebuild() {
    yield { cursor: "", done: "1 of 1 things" }
    poison.applied.push("anew")
  },
}
// Beside those that are there.
;(PROJECTIONS as Projection[]).push(weak)

freshTable()
commandsUseIt()

let out: MockInstance
let err: MockInstance
beforeEach(() => {
  vi.restoreAllMocks()
  out = vi.spyOn(console, "log").mockImplementation(() => {})
  err = vi.spyOn(console, "error").mockImplementation(() => {})
  vi.spyOn(process.stderr, "write").mockImplementation(() => true)
})
const said = (spy = out) => spy.mock.calls.map(([line]) => String(line)).join("\n")

async function letter(n: number): Promise<void> {
  const key = { PK: `P${n}`, SK: "x" }
  const change: Change = {
    ...{
      sequence: String(n).padStart(40, "0"),
      shard: "s",
      at: "2026-11-21T01:00:00.000Z",
      key,
      entityType: "Told",
    },
    after: { ...key, words: "what was written" },
  }
  const projection = { name: "weak", entities: ["Told"], apply: async () => {} }
  await setAside({ projection, change, error: new Error("It is poison.") })
}

describe("dead-letters", () => {
  test("says that there are none", async () => {
    expect(await main(["dead-letters"])).toBe(0)
    expect(said()).toBe("There are no dead letters.")
  })

  test("lists them with their reason in the order of the stream, a page at a time", async () => {
    for (let n = 1; n <= 32; n++) await letter(n)
    out.mockClear()
    expect(await main(["dead-letters"])).toBe(0)
    expect(said()).toMatch(
      /^1-s-weak\n {4}Told P1 x, changed 2026-11-21T01:00:00.000Z, tried once\n {4}It is poison.\n2-s-weak/,
    )
    expect(said()).toContain("There are more: npm run forum -- dead-letters --after 30-s-weak")
    out.mockClear()
    expect(await main(["dead-letters", "--after", "30-s-weak"])).toBe(0)
    expect(said().match(/^\d+-s-weak/gm)).toEqual(["31-s-weak", "32-s-weak"])
  })

  test("shows what changed", async () => {
    expect(await main(["dead-letters", "show", "7-s-weak"])).toBe(0)
    expect(said()).toContain("words: 'what was written'")
  })

  test("tries one again, then all, and says what still fails", async () => {
    expect(await main(["dead-letters", "retry", "2-s-weak"])).toBe(1)
    expect(said()).toContain("2-s-weak: still fails: It is poison.")
    poison.still = false
    expect(await main(["dead-letters", "retry", "2-s-weak"])).toBe(0)
    expect(await main(["dead-letters", "retry", "all"])).toBe(0)
    expect(said()).toContain("31 applied, 0 still failing.")
    expect(poison.applied).toHaveLength(32)
    expect(await main(["dead-letters", "retry", "all"])).toBe(0)
    expect(poison.applied).toHaveLength(32)
  })

  test("gives one up, and knows which there are", async () => {
    await letter(40)
    expect(await main(["dead-letters", "drop", "40-s-weak"])).toBe(0)
    expect(await main(["dead-letters", "drop", "40-s-weak"])).toBe(1)
    expect(said(err)).toContain("There is no dead letter 40-s-weak")
  })
})

describe("rebuild", () => {
  test("makes anew what is named, or everything", async () => {
    poison.applied.length = 0
    expect(await main(["rebuild", "weak"])).toBe(0)
    expect(await main(["rebuild"])).toBe(0)
    expect(poison.applied).toEqual(["anew", "anew"])
    expect(said()).toContain("weak.")
  })

  test("names those that there are, for a name that is none", async () => {
    expect(await main(["rebuild", "strong"])).toBe(1)
    expect(said(err)).toMatch(/^There is no read model strong: there are .*weak\.$/)
  })
})
