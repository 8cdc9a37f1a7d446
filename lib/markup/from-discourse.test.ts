import { describe, expect, test } from "vitest"
import { fromDiscourse } from "./from-discourse.ts"

const SHOWS_BREAKS = "<p>x<br>y</p>"

describe("a post of Discourse", () => {
  test("keeps what both forums write alike", () => {
    const raw =
      'Hi @ann :tada:\n\n[quote="bob, post:2, topic:3"]\nx\n[/quote]\n\n[details="More"]\ny\n[/details]\n\n[spoiler]z[/spoiler] [^1]\n\n[^1]: note'
    expect(fromDiscourse(raw, SHOWS_BREAKS)).toBe(raw)
  })

  test("has its uploads at the address where they were shown", () => {
    const cooked =
      '<p><a class="lightbox" href="https://cdn.example/original/1X/a.png"><img src="https://cdn.example/optimized/a_2.png" alt="" data-base62-sha1="5kJ7XyZ"></a><br></p>'
    expect(fromDiscourse("![plan|690x388](upload://5kJ7XyZ.png)", cooked)).toBe(
      "![plan|690x388](https://cdn.example/original/1X/a.png)",
    )
  })

  test("has its uploads found by hash where the HTML does not name them", () => {
    // 2^159 in base 62, as Discourse writes the SHA-1 of a file.
    const hash = "8000000000000000000000000000000000000000"
    let name = ""
    for (let rest = 1n << 159n; rest > 0n; rest /= 62n) {
      name = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"[Number(rest % 62n)] + name
    }
    const cooked = `<p><a class="attachment" href="//cdn.example/original/1X/${hash}.pdf">a.pdf</a><br></p>`
    expect(fromDiscourse(`[a.pdf|attachment](upload://${name}.pdf) (1 KB)`, cooked)).toBe(
      `[a.pdf](https://cdn.example/original/1X/${hash}.pdf) (1 KB)`,
    )
  })

  test("says what an upload was that is nowhere to be found", () => {
    expect(fromDiscourse("![plan|690x388](upload://abc.png)", SHOWS_BREAKS)).toBe("(plan)")
  })

  test("tells dates and the options of polls in words", () => {
    expect(fromDiscourse('[date=2026-01-18 time=05:20:32 timezone="UTC"]', SHOWS_BREAKS)).toBe(
      "2026-01-18 05:20 UTC",
    )
    expect(fromDiscourse("[poll type=regular]\n* yes\n* no\n[/poll]", SHOWS_BREAKS)).toBe("* yes\n* no")
  })

  test("leads quotes to our posts where they are known", () => {
    const postId = (topic: string, post: string): string | undefined =>
      topic === "3" && post === "2" ? "01ARZ3NDEKTSV4RRFFQ69G5FAV" : undefined
    expect(
      fromDiscourse('[quote="bob, post:2, topic:3, full:true"]\nx\n[/quote]', SHOWS_BREAKS, { postId }),
    ).toBe('[quote="bob" post="01ARZ3NDEKTSV4RRFFQ69G5FAV"]\nx\n[/quote]')
  })

  test("says in Markdown what was said in HTML or BBCode", () => {
    expect(
      fromDiscourse("a<br>b <b>c</b> <sup>d</sup> [i]e[/i] [url=https://a.example]f[/url]", SHOWS_BREAKS),
    ).toBe("a\nb **c** d *e* [f](https://a.example)")
    expect(fromDiscourse("<details><summary>More</summary>\n\nx\n\n</details>", SHOWS_BREAKS)).toContain(
      '[details="More"]',
    )
  })

  test("is taken from its HTML where it holds tables of HTML", () => {
    const cooked = "<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"
    expect(fromDiscourse("<table><tr><td>a</td></tr></table>", cooked)).toMatch(/^\| a/)
  })

  test("is not touched in its code", () => {
    const raw = "```\n<b>x</b> [date=2026-01-01]\n![a](upload://x.png)\n```\n`<b>y</b>` **z**"
    expect(fromDiscourse(raw, SHOWS_BREAKS)).toBe(raw)
  })

  test("of a forum that joined lines has them joined, except where a break was meant", () => {
    const raw =
      'one\ntwo\n\n- three\n  four\n\n> five\n> six  \n> seven\n\n```\na\nb\n```\n\n[quote="x"]\neight\nnine\n[/quote]'
    expect(fromDiscourse(raw, "<p>one\ntwo</p>")).toBe(
      'one two\n\n- three four\n\n> five six\n> seven\n\n```\na\nb\n```\n\n[quote="x"]\neight nine\n[/quote]',
    )
  })
})
