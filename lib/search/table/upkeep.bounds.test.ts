/** However much is written, and however large it is: few segments, small turns, small blocks, and all of it is found. */
import { afterEach, describe, expect, test } from "vitest"
import { HOUR, MINUTE, now, setClock } from "#lib/base/clock.ts"
import type { Segment } from "#lib/db/items/search.ts"
import { isPassing } from "#lib/projections/passing.ts"
import { intercept, listen, type Sent } from "#lib/testing/faults.ts"
import { aPost, contentsIn, found, madeAnew, rareWords, segmentsOf } from "#lib/testing/search-entries.ts"
import { freshTable } from "#lib/testing/table.ts"
import { MAX_BLOCK, packBlock, postingsOf, unpackBlock, writePlaces } from "../block.ts"
import { indexed } from "../indexed.ts"
import { portions } from "../portions.ts"
import type { Entry } from "../search-index.ts"
import { changeContents } from "./contents.ts"
import { TURN } from "./merging.ts"
import { tableIndex } from "./table-index.ts"
import { chooseMerge, keepUp, MAX_SEGMENTS } from "./upkeep.ts"
import { MOST, putPosts, remove } from "./write.ts"

freshTable()
afterEach(() => setClock())

/** Keys of blocks that were asked for. */
function blocksRead(sent: readonly Sent[]): string[] {
  const gets = sent.filter(({ command }) => command.startsWith("BatchGet"))
  return gets.flatMap(({ input }) =>
    Object.values<{ Keys: { PK: { S: string }; SK: { S: string } }[] }>(input.RequestItems)
      .flatMap(({ Keys }) => Keys.map(({ PK, SK }) => `${PK.S} ${SK.S}`))
      .filter((key) => key.startsWith("SEGMENT#")),
  )
}

describe("segments", () => {
  test("are never too many: who adds one where there are helps to merge them", async () => {
    let most = 0
    intercept(async (sent, goOn) => {
      for (const segments of contentsIn(sent, "members")) most = Math.max(most, segments)
      return goOn()
    })
    const batches = MAX_SEGMENTS + 20
    // Nobody keeps the index up beside it, as when a hundred thousand topics are indexed anew.
    for (let i = 0; i < batches; i++)
      await putPosts(
        Array.from({ length: 24 }, () => aPost("members", "jetsam")),
        now(),
      )
    expect(most).toBeLessThanOrEqual(MAX_SEGMENTS + 1)
    expect(most).toBeGreaterThan(MAX_SEGMENTS - 10)
    expect(await found("members", "jetsam")).toBe(24 * batches)
  }, 60_000)

  test("that are too many while somebody else merges are waited for until one's time is over: that passes", async () => {
    for (let n = 0; n < 3; n++) await putPosts([aPost("members", "dunnage")], now())
    const work = { owner: "somebody else", until: now() + HOUR }
    const hidden = { hidden: undefined, until: undefined }
    await changeContents("members", (contents) => {
      const segments = Array.from({ length: MAX_SEGMENTS }, (_, n) => ({
        ...contents.segments[0]!,
        ...hidden,
        id: `s${n}`,
      }))
      return { ...contents, segments, work }
    })
    const many = Array.from({ length: 24 }, () => aPost("members", "dunnage"))
    const error = await putPosts(many, now(), now() + 300).catch((cause) => cause)
    expect(error.message).toContain("too many parts")
    expect(isPassing(error)).toBe(true)
    const later = Date.now() + MINUTE
    const sent = listen()
    // Nor does the upkeep begin a scope when its time is over.
    setClock(() => later)
    await tableIndex.keepUp(later)
    expect(sent).toEqual([])
    await changeContents("members", ({ work: _, ...contents }) => ({
      ...contents,
      segments: [],
      garbage: [],
    }))
  })

  test("of posts that are long are cut before they are too large", () => {
    const long = Array.from({ length: 40 }, () => aPost("staff", "a".repeat(100_000)))
    const some = [...portions(long, MOST)].map((own) => own.length)
    expect(some).toEqual([10, 10, 10, 10])
  })
})

async function* nothing(): AsyncGenerator<{ entries: Entry[]; stamp: number }> {}

describe("a large merge", () => {
  async function largeSegments(): Promise<number> {
    await madeAnew(nothing())
    // Each far from full, all together more than a turn.
    for (let i = 0; i < 8; i++) {
      const entries = Array.from({ length: 40 }, () => aPost("staff", `ballast ${rareWords(900)}`))
      for (const some of portions(entries, MOST)) await putPosts(some, now())
    }
    return 8 * 40
  }

  test("takes several turns, reads each block once, and goes on where it was killed", async () => {
    const posts = await largeSegments()
    const inputs = await segmentsOf("staff")
    expect(inputs.reduce((sum, { bytes }) => sum + bytes, 0)).toBeGreaterThan(2 * TURN)
    const sent = listen()
    expect(await keepUp("staff")).toBe(true)
    const begun = (await segmentsOf("staff")).find(({ making }) => making)!
    expect(begun.making!.done).toBeGreaterThan(0)
    expect(begun.making!.done).toBeLessThan(begun.making!.parts)
    // The last part may go beyond it: a block of each of the eight.
    expect(begun.bytes).toBeLessThan(TURN + 8 * 32_000)
    expect(await found("staff", "ballast")).toBe(posts)

    // What is new meanwhile becomes small segments and is merged beside it; what goes away is gone at once.
    const away = aPost("staff", "ballast overboard")
    await putPosts([away], now())
    await remove([{ scope: "staff", kind: "post", id: away.post.post, stamp: now() + 1 }])
    expect(await found("staff", "overboard")).toBe(0)

    let killed = 0
    const revive = intercept(async (request, goOn) => {
      if (request.command.startsWith("BatchWrite") && ++killed > 2) throw new Error("killed")
      return goOn()
    })
    await expect(keepUp("staff")).rejects.toThrow("killed")
    revive()
    expect((await segmentsOf("staff")).find(({ making }) => making)!.making!.done).toBe(begun.making!.done)
    let turns = 1
    while (await keepUp("staff")) turns++
    expect(turns).toBeGreaterThan(2)
    const after = await segmentsOf("staff")
    expect(after.map((one) => [one.posts, one.hidden, one.making])).toEqual([[posts, undefined, undefined]])
    expect(await found("staff", "ballast")).toBe(posts)
    const blocks = inputs.reduce((sum, one) => sum + one.blocks, 0)
    const reads = blocksRead(sent).filter((key) => inputs.some(({ id }) => key.includes(id))).length
    // Once, and once more for the turn that was killed; the searches above read a few.
    expect(reads).toBeGreaterThanOrEqual(blocks)
    expect(reads).toBeLessThan(1.6 * blocks)
  }, 120_000)

  test("leaves room for the merging of what is small, and nothing else that is large is begun", () => {
    const segment = (id: string, posts: number, bytes: number, more: Partial<Segment> = {}): Segment => ({
      ...{
        id,
        asOf: 0,
        posts,
        titleLength: 0,
        textLength: 0,
        blocks: 1,
        bytes,
        from: "",
        to: "",
        languages: {},
      },
      ...more,
    })
    const some = (name: string, posts: number, bytes: number) =>
      Array.from({ length: 8 }, (_, i) => segment(`${name}${i}`, posts, bytes))
    const large = some("large", 9000, TURN)
    const making = { inputs: large.map(({ id }) => id), parts: 256, done: 3 }
    const under = segment("under", 0, 0, { hidden: true, until: Date.now() + HOUR, making })
    expect(chooseMerge([...large])).toEqual(large)
    expect(chooseMerge([...large, under])).toEqual([])
    const small = some("small", 16, 1000)
    expect(chooseMerge([...large, under, ...small])).toEqual(small)
    const alsoLarge = some("also", 1000, TURN / 4)
    expect(chooseMerge([...large, under, ...alsoLarge])).toEqual([])
    expect(chooseMerge(alsoLarge)).toEqual(alsoLarge)
  })
})

test("a block holds no more than so much, where a thousand long posts repeat a word", () => {
  const list = Array.from({ length: 1000 }, (_, i) => {
    const { doc } = indexed(aPost("everyone", "sail").post, i)
    const places = Array.from({ length: 600 }, (_, at) => at * 7 + ((at * (i + 31)) % 6))
    return { doc, places: writePlaces(places) }
  })
  const { bytes } = packBlock(new Map([["sail", { found: list.length, list }]]))
  expect(bytes.length).toBeLessThanOrEqual(MAX_BLOCK)
  const kept = postingsOf(unpackBlock(bytes), "sail")
  expect(kept.found).toBe(1000)
  expect(kept.list.length).toBeGreaterThan(200)
})
