/** Where rights are not decided: in front of Next. What is allowed is asked in every action, route and page (e2e/access.spec.ts). */
import { existsSync, globSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"

/** All that a file loads, and what that loads, and so on. */
function loadedBy(file: string, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(file)) return seen
  seen.add(file)
  const folder = file.slice(0, file.lastIndexOf("/"))
  // What is loaded for its types alone decides nothing.
  for (const [, name = ""] of readFileSync(file, "utf8").matchAll(
    /^(?:import|export)(?! type\b)[^"']*?from\s+"([^"]+)"/gm,
  )) {
    if (name.startsWith("#")) loadedBy(name.slice(1), seen)
    else if (name.startsWith(".")) loadedBy(new URL(name, `file:///${folder}/`).pathname.slice(1), seen)
  }
  return seen
}

test("nothing is authorised in proxy.ts: there is none, in any place and by any name that Next looks for", () => {
  expect(globSync("{,src/,app/}{proxy,middleware}.{ts,tsx,js,mjs,cjs}")).toEqual([])
})

test("nor in what answers kept pages before Next is asked: it knows nobody", () => {
  const loaded = loadedBy("lib/web/front.ts")
  // The test would pass for want of anything to look at.
  expect(loaded).toContain("lib/web/page-cache.ts")
  for (const file of loaded) expect(file).not.toMatch(/^lib\/(forum\/(access|actor)|auth\/|web\/actor)/)
})
