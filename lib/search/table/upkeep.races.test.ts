/** Merging while others write, merge and die: what was indexed is found, once, whatever happens. */
import { randomUUID } from "node:crypto"
import { afterEach, describe, expect, test } from "vitest"
import { HOUR, MINUTE, now, setClock } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { searchBlockKey } from "#lib/db/keys/search.ts"
import { freshPosts, goneThings, searchContents } from "#lib/db/patterns/search.ts"
import { query } from "#lib/db/query.ts"
import { intercept } from "#lib/testing/faults.ts"
import { freshTable } from "#lib/testing/table.ts"
import type { Scope } from "../search-index.ts"
import { findInTable } from "./find.ts"
import { chooseMerge, FRESH_ENOUGH, keepUp, MAX_SEGMENTS } from "./upkeep.ts"
import { putPosts, remove } from "./write.ts"

freshTable()
afterEach(() => setClock())

const scope: Scope = "staff"

function aPost(text: string, post = newId()) {
  const known = { post, topic: newId(), author: newId(), category: "c", tags: [] }
  return { scope, replaces: false, post: { ...known, text } }
}

async function write(count: number, word: string): Promise<string[]> {
  const entries = Array.from({ length: count }, (_, i) => aPost(`${word} number${i}`))
  for (const entry of entries) await putPosts([entry], now())
  return entries.map(({ post }) => post.post)
}

async function find(text: string): Promise<string[]> {
  const wish = {
    text,
    phrases: [],
    filters: { tags: [] },
    order: "date" as const,
    size: 2000,
    byTopic: false,
  }
  return (await findInTable([scope], wish)).hits.map(({ post }) => post).toSorted()
}

async function untilDone(): Promise<void> {
  while (await keepUp(scope));
}

const aWord = (): string => `w${randomUUID().replaceAll("-", "")}`.slice(0, 12)

describe("merging", () => {
  test("by three workers at once loses and doubles nothing", async () => {
    const word = aWord()
    const posts = await write(3 * FRESH_ENOUGH, word)
    const late: string[] = []
    await Promise.all([
      ...Array.from({ length: 3 }, untilDone),
      (async () => {
        for (let i = 0; i < 10; i++) late.push(...(await write(1, word)))
      })(),
    ])
    await untilDone()
    expect(await find(word)).toEqual([...posts, ...late].toSorted())
    expect((await searchContents(scope)).work).toBeUndefined()
  })

  test("by two whose lease ran out loses and doubles nothing", async () => {
    const word = aWord()
    const posts = await write(FRESH_ENOUGH, word)
    let time = Date.now()
    // Every look at the clock is two minutes later: nobody's lease holds until the next step.
    setClock(() => (time += 2 * MINUTE))
    await Promise.all([keepUp(scope, "one"), keepUp(scope, "two")])
    setClock()
    await untilDone()
    expect(await find(word)).toEqual(posts.toSorted())
  })

  test("killed after every request goes on where it was, and leaves nothing behind", async () => {
    const word = aWord()
    const [posts, gone]: [string[], string[]] = [[], []]
    for (let k = 1; ; k += 2) {
      posts.push(...(await write(FRESH_ENOUGH, word)))
      const away = posts.splice(3, 1)[0]!
      gone.push(away)
      await remove([{ scope, kind: "post", id: away, stamp: now() + 1 }])
      let requests = 0
      const revive = intercept(async (_, goOn) => {
        if (++requests > k) throw Object.assign(new Error("killed"), { name: "Killed" })
        return goOn()
      })
      const died = await untilDone().then(
        () => false,
        () => true,
      )
      revive()
      expect(await find(word)).toEqual(posts.toSorted())
      // The dead one's lease runs out.
      setClock(() => Date.now() + 2 * MINUTE)
      await untilDone()
      setClock()
      expect(await find(word)).toEqual(posts.toSorted())
      if (!died || k > 120) break
    }
    const segments = (await searchContents(scope)).segments
    // Given up first, and swept away when no search can be reading it any more.
    for (const hours of [1, 2]) {
      setClock(() => Date.now() + hours * HOUR)
      await untilDone()
    }
    expect(await find(word)).toEqual(posts.toSorted())
    const after = await searchContents(scope)
    expect(after.segments.some(({ hidden }) => hidden)).toBe(false)
    for (const { id } of segments.filter(({ hidden }) => hidden)) {
      const { items } = await query({ pk: searchBlockKey(scope, id, 0).PK })
      expect(items).toEqual([])
    }
  }, 120_000)

  test("takes what is gone out for good, and forgets that it was there", async () => {
    const word = aWord()
    const [away, ...posts] = await write(FRESH_ENOUGH * 2, word)
    await untilDone()
    await remove([{ scope, kind: "post", id: away!, stamp: now() + 1 }])
    expect(await find(word)).toEqual(posts.toSorted())
    const before = (await goneThings(scope)).some(({ id }) => id === away)
    // Long after, enough is written for all segments to be merged.
    setClock(() => Date.now() + HOUR)
    for (let i = 0; i < 8; i++) {
      await write(FRESH_ENOUGH, aWord())
      await untilDone()
    }
    expect(await find(word)).toEqual(posts.toSorted())
    expect([before, (await goneThings(scope)).some(({ id }) => id === away)]).toEqual([true, false])
  }, 60_000)
})

test("there are never more segments than a search reads", () => {
  const segment = (posts: number, i: number) => ({
    ...{
      id: String(i),
      asOf: 0,
      posts,
      titleLength: 0,
      textLength: 0,
      blocks: 1,
      bytes: 1,
      from: "",
      to: "",
    },
    languages: {},
  })
  // Each of another size: no tier ever fills.
  let segments: ReturnType<typeof segment>[] = []
  for (let i = 0; i < 500; i++) {
    segments.push(segment(16 * 2 ** (i % 14), i))
    for (let chosen = chooseMerge(segments); chosen.length > 0; chosen = chooseMerge(segments)) {
      const sum = chosen.reduce((total, { posts }) => total + posts, 0)
      segments = [...segments.filter((one) => !chosen.includes(one as never)), segment(sum, 1000 + i)]
    }
    expect(segments.length).toBeLessThanOrEqual(MAX_SEGMENTS)
  }
})

test("a burst is found at once, before anybody merges", async () => {
  const word = aWord()
  const posts = await write(40, word)
  expect((await freshPosts(scope)).length).toBeGreaterThan(FRESH_ENOUGH)
  expect(await find(word)).toEqual(posts.toSorted())
})
