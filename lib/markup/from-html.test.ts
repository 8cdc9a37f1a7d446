import { describe, expect, test } from "vitest"
import { fromHtml } from "./from-html.ts"
import { render } from "./render.ts"

describe("what another forum showed", () => {
  test("as a quote is a quote, with its author and source", () => {
    const aside =
      '<aside class="quote no-group" data-username="ann" data-post="3" data-topic="7"><div class="title"><div class="quote-controls"></div><img class="avatar" src="/a.png"> ann:</div><blockquote><p>Is it?</p></blockquote></aside><p>Yes.</p>'
    expect(fromHtml(aside)).toBe('[quote="ann, post:3, topic:7"]\nIs it?\n[/quote]\n\nYes.')
    expect(fromHtml(aside, { postId: () => "01ARZ3NDEKTSV4RRFFQ69G5FAV" })).toContain(
      '[quote="ann" post="01ARZ3NDEKTSV4RRFFQ69G5FAV"]',
    )
  })

  test("as a quote without data is named by its title", () => {
    expect(
      fromHtml(
        '<aside class="quote"><div class="title"> Bob:</div><blockquote><p>x</p></blockquote></aside>',
      ),
    ).toBe('[quote="Bob"]\nx\n[/quote]')
  })

  test("as mentions and emoji reads the same", () => {
    const source = fromHtml(
      '<p><a class="mention" href="/u/my_name">@my_name</a> <img class="emoji" title=":tada:" alt=":tada:" src="/e.png"></p>',
    )
    expect(source).toBe("@my_name 🎉")
    expect(render(source).mentions).toEqual(["my_name"])
  })

  test("as an enlargeable image is the image in full", () => {
    const box =
      '<div class="lightbox-wrapper"><a class="lightbox" href="//cdn.example/full.png"><img src="//cdn.example/small.png" alt="Plan" width="690" height="400"><div class="meta"><span class="filename">plan</span></div></a></div>'
    expect(fromHtml(box)).toBe("![Plan|690x400](https://cdn.example/full.png)")
  })

  test("as code keeps its language and every character", () => {
    expect(fromHtml('<pre><code class="lang-ts">a &lt; b\n```\n\n  c\n</code></pre>')).toBe(
      "````ts\na < b\n```\n\n  c\n````",
    )
    expect(fromHtml('<pre><code class="lang-auto">x</code></pre>')).toBe("```\nx\n```")
  })

  test("as the preview of a page is its address", () => {
    expect(
      fromHtml(
        '<aside class="onebox" data-onebox-src="https://a.example/x_y"><header><a href="https://a.example/x_y">a</a></header><article><h3>Much</h3></article></aside>',
      ),
    ).toBe("https://a.example/x_y")
  })

  test("as a table, footnotes, details, spoilers and a poll means the same", () => {
    expect(
      fromHtml("<table><thead><tr><th>a</th></tr></thead><tbody><tr><td>1</td></tr></tbody></table>"),
    ).toMatch(/^\| a +\|\n\| -+ \|\n\| 1 +\|$/)
    const notes =
      '<p>x<sup class="footnote-ref"><a href="#footnote-9-1" id="footnote-ref-9-1">[1]</a></sup></p><hr class="footnotes-sep"><ol class="footnotes-list"><li id="footnote-9-1" class="footnote-item"><p>y <a href="#footnote-ref-9-1" class="footnote-backref">↩︎</a></p></li></ol>'
    expect(fromHtml(notes)).toBe("x[^1]\n\n[^1]: y")
    expect(fromHtml("<details><summary>More</summary><p>x</p></details>")).toBe(
      '[details="More"]\nx\n[/details]',
    )
    expect(fromHtml('<p>a <span class="spoiler">b</span></p>')).toBe("a [spoiler]b[/spoiler]")
    expect(
      fromHtml(
        '<div class="poll"><div class="poll-container"><ul><li>yes</li><li>no</li></ul></div><div class="poll-info">5 voters</div></div>',
      ),
    ).toMatch(/^- +yes\n- +no$/)
  })

  test("as text that looks like markup stays that text", () => {
    for (const text of [
      "a || b",
      "||x||",
      "*x*",
      "# x",
      "1. x",
      "`x`",
      "[x](y)",
      "> x",
      "~~x~~",
      "~x~",
      "$a_b$",
    ]) {
      const made = render(fromHtml(`<p>${text}</p>`)).html
      expect(made).toBe(`<p>${text.replaceAll(">", "&gt;")}</p>\n`)
    }
  })

  test("by relative addresses is found at its own place", () => {
    expect(
      fromHtml('<p><a href="/t/x/1">x</a> <img src="/i.png" alt="i"></p>', {
        baseUrl: "https://old.example",
      }),
    ).toBe("[x](https://old.example/t/x/1) ![i](https://old.example/i.png)")
  })

  test("by broken or endless elements keeps at least its words", () => {
    expect(fromHtml(`${"<div>".repeat(5_000)}<p>words</p>`)).toBe("words")
    expect(fromHtml("<frameset></frameset><p>words")).toContain("words")
  })
})
