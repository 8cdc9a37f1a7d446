/** Making the index anew, however long it takes and wherever it is left. */
import { afterEach, describe, expect, test } from "vitest"
import { HOUR, MINUTE, now, setClock } from "#lib/base/clock.ts"
import { searchContents } from "#lib/db/patterns/search.ts"
import { intercept } from "#lib/testing/faults.ts"
import {
  aMaking,
  aPost,
  contentsIn,
  found,
  madeAnew,
  rareWords,
  segmentsOf,
} from "#lib/testing/search-entries.ts"
import { freshTable } from "#lib/testing/table.ts"
import { type Entry, SCOPES } from "../search-index.ts"
import { addAnew, beginAnew, endAnew, isUnderWay } from "./anew.ts"
import { visible } from "./contents.ts"
import { keepUp } from "./upkeep.ts"
import { putPosts } from "./write.ts"

freshTable()
afterEach(() => setClock())

describe("making the index anew", () => {
  test("may take hours: what it made so far is not swept away, and is merged on the way", async () => {
    let time = Date.now() - 10 * HOUR
    setClock(() => time)
    let most = 0
    intercept(async (sent, goOn) => {
      for (const segments of contentsIn(sent, "everyone")) most = Math.max(most, segments)
      return goOn()
    })
    let count = 0
    async function* slowly(): AsyncGenerator<{ entries: Entry[]; stamp: number }> {
      for (let i = 0; i < 24; i++) {
        const entries = Array.from({ length: 24 }, () => aPost("everyone", "capstan"))
        count += entries.length
        yield { entries, stamp: time }
        time += 10 * MINUTE
        // The worker beside it sweeps what was abandoned.
        for (const scope of SCOPES) await keepUp(scope)
      }
    }
    await madeAnew(slowly())
    expect(await found("everyone", "capstan")).toBe(count)
    expect(most).toBeLessThan(20)
    expect(visible(await segmentsOf("everyone"))).toHaveLength((await segmentsOf("everyone")).length)
  }, 60_000)

  test("left half way it waits for hours, hidden, and is given up when another one begins", async () => {
    let time = Date.now() - 5 * HOUR
    setClock(() => time)
    await putPosts([aPost("everyone", "hawser")], now())
    const left = aMaking()
    await beginAnew(left)
    for await (const _ of addAnew(left, [aPost("everyone", "hawser ghost")], time));
    time += 3 * HOUR
    while (await keepUp("everyone"));
    expect(await found("everyone", "hawser")).toBe(1)
    expect(await isUnderWay(left)).toBe(true)
    await beginAnew(aMaking())
    time += HOUR
    while (await keepUp("everyone"));
    expect((await segmentsOf("everyone")).some(({ hidden }) => hidden)).toBe(false)
    expect((await searchContents("everyone")).garbage).toEqual([])
    expect(await isUnderWay(left)).toBe(false)
    const late = addAnew(left, [aPost("everyone", "hawser ghost")], time)
    await expect(late.next()).rejects.toThrow("Somebody else")
    // Nor does it end what it did not make.
    for await (const _ of endAnew(left));
    expect(await found("everyone", "hawser")).toBe(1)
  })

  test("goes on wherever it was left, in the middle of a merge of several turns, too", async () => {
    const making = aMaking()
    await beginAnew(making)
    for (let i = 0; i < 8; i++) {
      const entries = Array.from({ length: 40 }, () => aPost("members", `windlass ${rareWords(600)}`))
      // Left as soon as it is added: nothing is merged.
      for await (const _ of addAnew(making, entries, now())) break
    }
    const turns: number[] = []
    for (let isMore = true; isMore; ) {
      const merging = addAnew(making, [], now())
      isMore = !(await merging.next()).done
      await merging.return(undefined)
      const under = (await segmentsOf("members")).find((segment) => segment.making && segment.anew)
      if (under) turns.push(under.making!.done)
    }
    expect(turns.length).toBeGreaterThan(1)
    expect(turns).toEqual(turns.toSorted((a, b) => a - b))
    // What is half way is not searched, nor what was to be ended and is in some scopes only.
    expect(await found("members", "windlass")).toBe(0)
    for await (const _ of endAnew(making)) break
    expect(await isUnderWay(making)).toBe(true)
    for await (const _ of addAnew(making, [aPost("everyone", "too late")], now()));
    for await (const _ of endAnew(making));
    expect(await found("members", "windlass")).toBe(8 * 40)
    for (const scope of SCOPES) {
      const { anew, segments } = await searchContents(scope)
      expect([anew, segments.filter((one) => one.hidden || one.anew)]).toEqual([undefined, []])
    }
  }, 60_000)

  test("leaves nothing of what is not there any more, also where the old was merged meanwhile", async () => {
    let time = Date.now() - 10 * HOUR
    setClock(() => time)
    for (let i = 0; i < 8; i++)
      await putPosts(
        Array.from({ length: 24 }, () => aPost("staff", "phantom")),
        now(),
      )
    time += HOUR
    const real = aPost("staff", "phantom of flesh")
    async function* all(): AsyncGenerator<{ entries: Entry[]; stamp: number }> {
      yield { entries: [real], stamp: time }
      while (await keepUp("staff"));
    }
    await madeAnew(all())
    expect(await found("staff", "phantom")).toBe(1)
  })
})
