import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, describe, expect, test } from "vitest"
import { keptRoutes } from "./kept-routes.ts"

const dist = mkdtempSync(join(tmpdir(), "stoa-kept-"))
writeFileSync(
  join(dist, "prerender-manifest.json"),
  JSON.stringify({
    routes: { "/_not-found": { dataRoute: "/_not-found.rsc" } },
    dynamicRoutes: {
      "/t/[slug]/[id]/[[...page]]": {
        routeRegex: "^/t/([^/]+?)/([^/]+?)(?:/(.+?))?(?:/)?$",
        dataRoute: "/t/[slug]/[id]/[[...page]].rsc",
      },
      "/feed/[[...of]]": { routeRegex: "^/feed(?:/(.+?))?(?:/)?$", dataRoute: null },
    },
  }),
)
afterAll(() => rmSync(dist, { recursive: true }))

describe("an address of a page that is kept", () => {
  const isKept = keptRoutes(dist, ["/"])

  test("is known however it is spelled", () => {
    for (const url of [
      "/",
      "/?a=b",
      "/_not-found",
      "/t/a/1",
      "/t/a/1/2?x",
      "/t/a/1/",
      "/x/../t/a/1",
      "/%74/a/1",
    ])
      expect(isKept(url), url).toBe(true)
  })

  test("is none that is made for the viewer, and none of data", () => {
    for (const url of ["/account", "/private/t/a/1", "/t/a", "/%", "//", "/feed", "/feed/c/general"])
      expect(isKept(url), url).toBe(false)
  })
})
