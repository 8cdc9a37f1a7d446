import { describe, expect, test } from "vitest"
import { newId } from "#lib/base/ids.ts"
import { readAtom } from "#lib/testing/atom.ts"
import type { FeedEntry } from "#lib/views/feeds.ts"
import { atom, urnOf, withSite } from "./atom.ts"

const SITE = "https://forum.example.org"
const at = { site: SITE, self: "/feed" }

const entry = (changes: Partial<FeedEntry> = {}): FeedEntry => ({
  id: newId(),
  title: "Where do the boats go?",
  path: "/t/boats/1",
  author: "Ann",
  createdAt: "2026-01-02T03:04:05.000Z",
  updatedAt: "2026-01-02T03:04:05.000Z",
  html: "<p>South.</p>",
  about: ["Harbour"],
  ...changes,
})

describe("a feed", () => {
  test("is valid with entries and without", () => {
    const feed = readAtom(atom({ title: "Boats", path: "/", entries: [entry(), entry()] }, at))
    expect(feed).toMatchObject({ title: "Boats", self: `${SITE}/feed`, alternate: `${SITE}/` })
    expect(feed.entries).toHaveLength(2)
    expect(readAtom(atom({ title: "Boats", path: "/", entries: [] }, at)).entries).toEqual([])
  })

  test("changed when the entry that changed last did", () => {
    const entries = [entry({ updatedAt: "2026-05-01T00:00:00.000Z" }), entry()]
    expect(atom({ title: "Boats", path: "/", entries }, at)).toMatch(
      /<updated>2026-05-01T00:00:00.000Z<\/updated>\n<link/,
    )
  })

  test.each([
    "</title><script>alert(1)</script>",
    "]]>&amp;&nbsp;<!-- -->",
    "\u0000\u0008\u001b\ufffe\ud800 half",
    "\"'<>&",
    "日本語 العربية 🙂",
  ])("stays valid whatever people write: %j", (text) => {
    const html = `<p>${text.replace(/[&<>]/g, "")}</p>`
    const feed = readAtom(
      atom({ title: text, path: "/", entries: [entry({ title: text, html, about: [text] })] }, at),
    )
    expect(feed.entries[0]?.content).toContain("<p>")
  })

  test("the reader of tests finds faults", () => {
    const good = atom({ title: "Boats", path: "/", entries: [entry()] }, at)
    for (const [what, by] of [
      [/<id>[^<]*<\/id>/, ""],
      ["</entry>", ""],
      ["<published>2026", "<published>Jan 2026"],
      [/<name>/, "<name>&nbsp;"],
      [' type="html"', ""],
      [/href="[^"]*"/, 'href="/here"'],
    ] as const)
      expect(() => readAtom(good.replace(what, by))).toThrow()
  })
})

test("an id is the same wherever the forum lives", () => {
  expect(urnOf("00000000000000000000000000")).toBe("urn:uuid:00000000-0000-0000-0000-000000000000")
  expect(urnOf("7ZZZZZZZZZZZZZZZZZZZZZZZZZ")).toBe("urn:uuid:ffffffff-ffff-ffff-ffff-ffffffffffff")
  expect(urnOf("01ARZ3NDEKTSV4RRFFQ69G5FAV")).toBe("urn:uuid:01563e3a-b5d3-d676-4c61-efb99302bd5b")
})

describe("addresses in a text", () => {
  const whole = (html: string) => withSite(html, SITE, "/t/boats/1#p-2")

  test("within the forum become whole", () => {
    expect(whole('<a href="/u/Ann">Ann</a><img src="/x.png" srcset="/x.png 1x, /y.png 2x">')).toBe(
      `<a href="${SITE}/u/Ann">Ann</a><img src="${SITE}/x.png" srcset="${SITE}/x.png 1x, ${SITE}/y.png 2x">`,
    )
    expect(whole('<a href="#fn1">1</a>')).toBe(`<a href="${SITE}/t/boats/1#fn1">1</a>`)
  })

  test("of others, and what only looks like one, stay as they are", () => {
    for (const html of [
      '<a href="https://example.org/x">x</a>',
      '<a href="//example.org">x</a>',
      'write href="/x"',
    ])
      expect(whole(html)).toBe(html)
  })
})
