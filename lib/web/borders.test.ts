/** Where rights are not decided: in front of Next. What is allowed is asked in every action, route and page (e2e/access.spec.ts). */
import { existsSync, globSync, readFileSync } from "node:fs"
import { expect, test } from "vitest"

/** All that a file loads, and what that loads, and so on; not what `isOver` says of the text of one. */
function loadedBy(file: string, isOver = (_: string) => false, seen = new Set<string>()): Set<string> {
  if (seen.has(file) || !existsSync(file)) return seen
  const text = readFileSync(file, "utf8")
  if (isOver(text)) return seen
  seen.add(file)
  const folder = file.slice(0, file.lastIndexOf("/"))
  // What is loaded for its types alone decides nothing.
  for (const [, name = ""] of text.matchAll(/^(?:import|export)(?! type\b)[^"']*?from\s+"([^"]+)"/gm)) {
    if (name.startsWith("#")) loadedBy(name.slice(1), isOver, seen)
    else if (name.startsWith("."))
      loadedBy(decodeURI(new URL(name, `file:///${folder}/`).pathname.slice(1)), isOver, seen)
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

/** What is made once for all: pages and routes that say for how long they are kept. */
const KEPT = globSync("app/**/{page.tsx,route.ts}").filter((file) =>
  /^export const revalidate = [1-9]/m.test(readFileSync(file, "utf8")),
)
/** An action is called by a form that is sent, when the page is long made. */
const isAction = (text: string): boolean => text.startsWith('"use server"')

test("pages for everyone are these", () => {
  expect(KEPT.length).toBeGreaterThan(10)
  for (const place of [
    "t/[slug]/[id]/[[...page]]",
    "c/[category]/[[...rest]]",
    "tag/[tag]/[[...cursor]]",
    "u/[name]",
  ])
    expect(KEPT).toContain(`app/(forum)/${place}/page.tsx`)
})

test.each(KEPT)(
  "%s reads no cookie, no header and no query, nor does anything of which it is made",
  (file) => {
    const layouts = file.split("/").map((_, n, parts) => `${parts.slice(0, n).join("/")}/layout.tsx`)
    const loaded = [file, ...layouts].flatMap((one) => [...loadedBy(one, isAction)])
    expect(loaded.length).toBeGreaterThan(20)
    for (const one of loaded) {
      const text = readFileSync(one, "utf8")
      expect(text, one).not.toMatch(
        /from "(next\/headers|server-only)"|\b(cookies|headers|connection|draftMode)\(\)/,
      )
      if (one.startsWith("app/")) expect(text, one).not.toMatch(/\bsearchParams\b|useSearchParams/)
    }
  },
)
