import { globSync, readFileSync } from "node:fs"
import { dirname } from "node:path"
import { expect, test } from "vitest"
import { avatarPath } from "#lib/uploads/avatar-address.ts"
import { SAME_FOR_ALL, WITHOUT_QUERY } from "./queries.ts"

type Values = Record<string, { value: string }>
/** What is left of a query, as the edge's function leaves it. */
function left(uri: string, names: string[], headers: Values = {}): string[] {
  const querystring: Values = Object.fromEntries(names.map((name) => [name, { value: "1" }]))
  new Function("event", WITHOUT_QUERY)({ request: { uri, querystring, headers } })
  return Object.keys(querystring)
}
const SOME = ["q", "utm_source", "fbclid"]

/** Every page and every route, with one address of each of its kinds. */
const pages = globSync("app/**/{page.tsx,route.ts}").map((file) => {
  const parts = dirname(file)
    .split("/")
    .slice(1)
    .filter((part) => !part.startsWith("("))
  const filled = parts.map((part) => part.replace(/^\[+(?:\.\.\.)?\w+\]+$/, "one"))
  const least = parts.at(-1)?.startsWith("[[") ? filled.slice(0, -1) : filled
  const source = readFileSync(file, "utf8")
  return { file, source, addresses: [...new Set([least, filled].map((all) => `/${all.join("/")}`))] }
})

test("what reads its query gets it", () => {
  const reading = pages.filter(({ source }) => /searchParams|nextUrl|request\.url|handlers/.test(source))
  expect(reading.length).toBeGreaterThan(35)
  for (const { addresses } of reading)
    for (const address of addresses) expect([address, left(address, SOME)]).toEqual([address, SOME])
  // Which of the pictures beside a name (lib/web/uploads.ts).
  expect(left(avatarPath("u1", 48), ["v"])).toEqual(["v"])
})

test("what is kept for everybody has none, however it is asked for", () => {
  const kept = pages.filter(({ source }) =>
    /^export const (?:revalidate|generateStaticParams)\b/m.test(source),
  )
  expect(kept.length).toBeGreaterThan(12)
  for (const { addresses } of [...kept, { addresses: ["/", "/_next/static/a.js", "/fonts/a-1.woff2"] }])
    for (const address of addresses) {
      expect([address, left(address, [...SOME, "_rsc"])]).toEqual([address, []])
      // The router's mark, where it is the router: Next would send it back for one.
      expect(left(address, [...SOME, "_rsc"], { rsc: { value: "1" } })).toEqual(["_rsc"])
    }
})

test("no name of the list stands for nothing", () => {
  const of = (name: string): boolean =>
    pages.some(({ addresses }) => addresses.some((one) => `${one}/`.startsWith(`/${name}/`)))
  // Files, and what is answered before Next is asked (lib/web/serve.ts).
  const others = ["_next", "fonts", "icon.svg", "logos", "look", "uploads"]
  expect(SAME_FOR_ALL.filter((name) => !of(name))).toEqual(others)
  expect(SAME_FOR_ALL).toEqual([...SAME_FOR_ALL].sort())
})

test("only whole parts of an address count", () => {
  expect(left("/tags", SOME)).toEqual(SOME)
  expect(left("/private/t/a/b", SOME)).toEqual(SOME)
  expect(left("/t/a/b/reply", SOME)).toEqual(SOME)
  expect(left("/t/reply/b", SOME)).toEqual([])
})

test("it is short: the edge's function may have 10,240 bytes, of which SST's own takes 9,100", () => {
  expect(WITHOUT_QUERY.length).toBeLessThan(500)
})
