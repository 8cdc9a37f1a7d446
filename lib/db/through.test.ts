import { describe, expect, test } from "vitest"
import { isThrough, throughAlso } from "./through.ts"

const at = (shard: string, n: number) => ({ shard, sequence: String(n).padStart(40, "0") })

describe("up to where something was applied", () => {
  test("is the highest number of each shard, whatever the order in which they came", () => {
    const through = throughAlso(undefined, [at("a", 12), at("b", 3), at("a", 7)])
    expect([at("a", 7), at("a", 12), at("b", 3)].map((place) => isThrough(through, place))).toEqual([
      true,
      true,
      true,
    ])
    expect([at("a", 13), at("b", 4)].map((place) => isThrough(through, place))).toEqual([false, false])
    expect(throughAlso(through, [at("b", 2)])).toContain("b:3")
  })

  test("says nothing of a shard that has not told of it: a new stream begins with low numbers", () => {
    const through = throughAlso(undefined, [at("old", 900)])
    expect(isThrough(through, at("new", 1))).toBe(false)
    expect(isThrough(undefined, at("new", 1))).toBe(false)
  })

  test("stays short, and forgets what has told nothing for longest", () => {
    const shards = ["a", "b", "c", "d", "e", "a", "f"]
    const through = shards.reduce((sum, shard, n) => throughAlso(sum, [at(shard, n)]), "")
    expect(through).toBe("f:6 a:5 e:4 d:3")
  })
})
