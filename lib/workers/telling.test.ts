import { describe, expect, test, vi } from "vitest"
import { EVERYTHING } from "#lib/base/cache-tags.ts"
import { sleep } from "#lib/base/clock.ts"
import { together, withEchoes } from "./telling.ts"

/** A web server that notes what it is told, and fails as often as it is made to. */
function listener(failures = 0) {
  const told: string[][] = []
  let left = failures
  const tell = async (tags: readonly string[]): Promise<void> => {
    if (left-- > 0) throw new Error("It is starting.")
    told.push([...tags])
  }
  return { told, tell }
}

describe("telling the web server", () => {
  test("what comes alone is told at once, and nobody waits for it", async () => {
    const { told, tell } = listener()
    await together(tell, { every: 60_000 })(["home"])
    expect(told).toEqual([["home"]])
  })

  test("what comes soon after is told together, each tag once", async () => {
    const { told, tell } = listener()
    const expire = together(tell, { every: 40 })
    for (const tag of ["home", "topic:1", "home", "topic:2", "topic:1"]) await expire([tag])
    await vi.waitFor(() => expect(told).toHaveLength(2))
    expect(told).toEqual([["home"], ["topic:1", "home", "topic:2"]])
    await sleep(100)
    expect(told).toHaveLength(2)
  })

  test("what could not be told is told again, with what came meanwhile; the log says so once", async () => {
    const { told, tell } = listener(3)
    const lines: string[] = []
    const expire = together(tell, { every: 5, log: (line) => lines.push(line) })
    await expire(["home"])
    await expire(["topic:1"])
    await vi.waitFor(() => expect(told).toHaveLength(1))
    expect(new Set(told[0])).toEqual(new Set(["home", "topic:1"]))
    expect(lines).toHaveLength(1)
  })

  test("more tags than anybody counts are everything", async () => {
    const { told, tell } = listener()
    const expire = together(tell, { every: 5 })
    await expire(["home"])
    await expire(Array.from({ length: 6_000 }, (_, n) => `topic:${n}`))
    await vi.waitFor(() => expect(told).toHaveLength(2))
    expect(told[1]).toEqual([EVERYTHING])
  })
})

describe("echoes", () => {
  test("say once more, after each time, what was said; a tag that is said again waits anew", async () => {
    const { told, tell } = listener()
    const expire = withEchoes(tell, { echoes: [60, 200], every: 5 })
    await expire(["home"])
    await expire(["home", "topic:1"])
    expect(told).toEqual([["home"], ["home", "topic:1"]])
    await vi.waitFor(() => expect(told).toHaveLength(4))
    expect(told.slice(2)).toEqual([
      ["home", "topic:1"],
      ["home", "topic:1"],
    ])
    await sleep(300)
    expect(told).toHaveLength(4)
  })

  test("of a tag that never rests come when it does", async () => {
    const { told, tell } = listener()
    const expire = withEchoes(tell, { echoes: [100], every: 5 })
    for (let n = 0; n < 10; n++) {
      await expire(["home"])
      await sleep(15)
    }
    expect(told).toHaveLength(10)
    await vi.waitFor(() => expect(told).toHaveLength(11))
  })

  test("of more tags than anybody counts are one of everything", async () => {
    const { told, tell } = listener()
    const expire = withEchoes(tell, { echoes: [20], every: 5 })
    await expire(Array.from({ length: 6_000 }, (_, n) => `topic:${n}`))
    await vi.waitFor(() => expect(told).toHaveLength(2))
    expect(told[1]).toEqual([EVERYTHING])
  })
})
