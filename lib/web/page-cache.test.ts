import { describe, expect, test } from "vitest"
import CacheHandler from "./cache-handler.ts"
import { PageCache, pageCache } from "./page-cache.ts"
import { answersGone, type Trace, trace } from "./trace.ts"

const page = (tags: string[], bytes = 100) => ({ value: {}, tags, bytes })

describe("the page cache", () => {
  test("keeps a page until one of its tags is invalidated", () => {
    const cache = new PageCache(1_000)
    expect(cache.get("a")).toBeUndefined()
    cache.set("a", page(["topic:1", "home"]))
    cache.invalidate(["topic:2"])
    expect(cache.get("a")).toBeDefined()
    cache.invalidate(["home"])
    expect(cache.get("a")).toBeUndefined()
  })

  test("keeps no page whose data was read before an invalidation that came while it was made", () => {
    const cache = new PageCache(1_000)
    cache.get("a")
    cache.invalidate(["topic:1"])
    cache.set("a", page(["topic:1"]))
    expect(cache.get("a")).toBeUndefined()
    cache.set("a", page(["topic:1"]))
    expect(cache.get("a")).toBeDefined()
  })

  test("takes the beginning of the first of two who make a page at once", () => {
    const cache = new PageCache(1_000)
    cache.get("a")
    cache.invalidate(["topic:1"])
    cache.get("a")
    cache.set("a", page(["topic:1"]))
    expect(cache.get("a")).toBeUndefined()
  })

  test("trusts no page of which nobody saw the beginning, once its tag was ever invalidated", () => {
    const cache = new PageCache(1_000)
    cache.invalidate(["topic:1"])
    cache.set("a", page(["topic:1"]))
    expect(cache.get("a")).toBeUndefined()
  })

  test("looks at the tags that the reader knows, too", () => {
    const cache = new PageCache(1_000)
    cache.get("a")
    cache.set("a", page([]))
    cache.invalidate(["_N_T_/latest"])
    expect(cache.get("a", ["_N_T_/latest"])).toBeUndefined()
  })

  test("holds no more bytes than it may, and lets go of what was not asked for longest", () => {
    const cache = new PageCache(250)
    for (const key of ["a", "b"]) cache.set(key, page([]))
    cache.get("a")
    cache.set("c", page([]))
    expect(["a", "b", "c"].map((key) => cache.get(key) !== undefined)).toEqual([true, false, true])
    // With the addresses, which somebody else chose.
    expect(cache.size).toBe(202)
  })
})

describe("the handler that Next calls", () => {
  test("gives back what Next kept, with the tags in its headers, until one is revalidated", async () => {
    const handler = new CacheHandler()
    const value = { kind: "APP_PAGE", html: "<p>", headers: { "x-next-cache-tags": "all,topic:7" } }
    expect(await handler.get("/route-cache/x", { kind: "APP_PAGE" })).toBeNull()
    await handler.set("/route-cache/x", value, { cacheControl: { revalidate: 300 } })
    expect(await handler.get("/route-cache/x", { kind: "APP_PAGE" })).toMatchObject({ value })
    await handler.revalidateTag("topic:7")
    expect(await handler.get("/route-cache/x", { kind: "APP_PAGE" })).toBeNull()
    expect(pageCache().size).toBe(0)
  })

  test("says of a page each time that what was there is gone, where its making said so", async () => {
    const handler = new CacheHandler()
    const value = { kind: "APP_PAGE", html: "<p>", headers: {} }
    await trace.run({}, async () => {
      answersGone()
      await handler.set("/route-cache/gone", value, { cacheControl: { revalidate: 300 } })
    })
    await trace.run({}, async () => handler.set("/route-cache/here", value, {}))
    const asked = async (key: string): Promise<Trace> => {
      const found: Trace = {}
      await trace.run(found, async () => handler.get(key, { kind: "APP_PAGE" }))
      return found
    }
    expect((await asked("/route-cache/gone")).gone).toBe(true)
    expect((await asked("/route-cache/here")).gone).toBeUndefined()
  })
})
