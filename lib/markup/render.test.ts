import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { MAX_HTML, render } from "./render.ts"

const html = (source: string, context = {}): string => render(source, context).html.trim()
const ULID = "01ARZ3NDEKTSV4RRFFQ69G5FAV"

describe("a post", () => {
  test("keeps its line breaks, unless it is rendered by the letter of CommonMark", () => {
    expect(html("one\ntwo")).toBe("<p>one<br />\ntwo</p>")
    expect(html("one\ntwo", { breaks: false })).toBe("<p>one\ntwo</p>")
  })

  test("has headings that stay below those of its page, skip no level, and have no ids", () => {
    expect(html("# a\n\n## b\n\n###### c")).toBe("<h3>a</h3>\n<h4>b</h4>\n<h5>c</h5>")
    expect(html("#### a\n\n## b\n\n### c\n\n## d")).toBe("<h3>a</h3>\n<h3>b</h3>\n<h4>c</h4>\n<h3>d</h3>")
  })

  test("shows raw HTML as text", () => {
    expect(html("<b>x</b> <!-- y -->")).toBe("<p>&lt;b&gt;x&lt;/b&gt; &lt;!-- y --&gt;</p>")
  })

  test("keeps formulas as they were written", () => {
    expect(html("$$a_1 * b_2 * c$$")).toBe("<p>$$a_1 * b_2 * c$$</p>")
    expect(html("$\\sum_{i} x_i$ and $P_{j}$")).toBe("<p>$\\sum_{i} x_i$ and $P_{j}$</p>")
  })

  test("takes amounts of money for what they are", () => {
    expect(html("*$5* or *$10*")).toBe("<p><em>$5</em> or <em>$10</em></p>")
  })

  test("shows emoji by their shortcode, but not in code, and leaves what is none", () => {
    expect(html(":tada: `:tada:` :nonsense: 10:30:45")).toBe(
      "<p>🎉 <code>:tada:</code> :nonsense: 10:30:45</p>",
    )
  })

  test("has tasks that say aloud whether they are done", () => {
    expect(html("- [ ] a\n- [x] b")).toContain(
      '<li class="task"><input type="checkbox" disabled checked aria-label="Done" /> b</li>',
    )
  })

  test("puts tables where the keyboard can scroll them", () => {
    const made = html("| a |\n|--:|\n| 1 |")
    expect(made).toContain('<div class="table" tabindex="0" role="group" aria-label="Table">')
    expect(made).toContain('<td class="align-right">1</td>')
  })

  test("is the same each time, also after other posts", () => {
    const source = "[^1] @ann ||x|| [a]\n\n[^1]: y\n\n[a]: /b\n\n[quote]x[/quote]"
    const first = render(source, { postId: ULID })
    render("[^1]: other\n\n[a]: /c")
    expect(render(source, { postId: ULID })).toEqual(first)
  })

  test("can be any text at all", () => {
    const piece = fc.constantFrom(
      ..."[quote] [/quote] [spoiler] [/spoiler] ::: :::spoiler || ** _ ~ ` ``` > - 1. # | @ann :tada: [^1] [^1]: ^[ ] ( ) < & \\ $ $$ http://a.b".split(
        " ",
      ),
      "\n",
      "\n\n",
      "    ",
    )
    const source = fc.array(fc.oneof(piece, fc.string({ unit: "binary", maxLength: 5 })), { maxLength: 40 })
    fc.assert(
      fc.property(source, (pieces) => {
        const made = render(pieces.join(""), { postId: ULID })
        expect(made.html.isWellFormed()).toBe(true)
        expect(made.excerpt.length).toBeLessThanOrEqual(200)
        expect(made.html.length).toBeLessThan(MAX_HTML)
      }),
      { numRuns: 500 },
    )
  })
})

describe("quotes", () => {
  test("name the author and lead to the post, by our id and by the numbers of Discourse", () => {
    const ours = render(`[quote="Ann" post="${ULID}"]\nhi\n[/quote]`)
    expect(ours.html).toContain(
      '<a href="/u/Ann">Ann</a> <a class="quote-source" href="/p/01arz3ndektsv4rrffq69g5fav">wrote</a>:',
    )
    expect(ours.quotes).toEqual([{ author: "Ann", postId: ULID }])
    const theirs = render('[quote="Ann, post:2, topic:22"]\nhi\n[/quote]')
    expect(theirs.html).toContain('href="/t/-/22/2"')
    expect(theirs.quotes).toEqual([{ author: "Ann", topicNumber: "22", postNumber: "2" }])
  })

  test("name the member where the author is told by a display name", () => {
    expect(
      render('[quote="Ann Lee, post:2, topic:22, full:true, username:ann"]\nx\n[/quote]').quotes[0]?.author,
    ).toBe("ann")
  })

  test("do not lead to members that do not exist", () => {
    expect(html('[quote="ghost"]\nx\n[/quote]', { knownNames: new Set(["ann"]) })).toContain(
      '<div class="quote-by">ghost wrote:</div>',
    )
  })

  test("can hold quotes, lists and code, and stand in lists and quotations", () => {
    const nested = html('[quote="a"]\n[quote="b"]\ninner\n[/quote]\n- x\n[/quote]\nafter')
    expect(nested.match(/<blockquote class="quote">/g)).toHaveLength(2)
    expect(nested).toMatch(/<\/ul>\n<\/blockquote>\n<p>after<\/p>$/)
    expect(html('> [quote="a"]\n> x\n> [/quote]')).toContain('<blockquote>\n<blockquote class="quote">')
    expect(html('- [quote="a"]\n  x\n  [/quote]')).toContain('<li>\n<blockquote class="quote">')
  })

  test("may begin and end on one line with their text", () => {
    expect(html("[quote]hello[/quote] yes")).toBe(
      '<blockquote class="quote">\n<p>hello</p>\n</blockquote>\n<p>yes</p>',
    )
  })

  test("stay text when they are not closed, not opened, or in code", () => {
    expect(html("[quote]\nx")).toBe("<p>[quote]<br />\nx</p>")
    expect(html("x\n[/quote]")).toBe("<p>x<br />\n[/quote]</p>")
    expect(html("```\n[quote]\n[/quote]\n```")).toContain("<code>[quote]\n[/quote]\n</code>")
    expect(html("`[quote]` and `[/quote]`")).toContain("<code>[quote]</code> and <code>[/quote]</code>")
  })
})

describe("spoilers", () => {
  test("are closed details, so that they open without script", () => {
    expect(html("a ||b|| c")).toBe(
      '<div class="p">a <details class="spoiler spoiler-inline"><summary>Spoiler</summary>b</details> c</div>',
    )
    expect(html("a [spoiler]b[/spoiler]")).toContain("<summary>Spoiler</summary>b</details>")
    expect(html("[spoiler]\n- b\n[/spoiler]")).toContain(
      '<details class="spoiler">\n<summary>Spoiler</summary>\n<ul>',
    )
    expect(html(":::spoiler The end\nb\n:::")).toContain("<summary>The end</summary>")
  })

  test("are not what programmers mean by two bars, nor what is never closed", () => {
    expect(html("a || b || c")).toBe("<p>a || b || c</p>")
    expect(html("`a||b||c` ||d")).toBe("<p><code>a||b||c</code> ||d</p>")
    expect(html("[spoiler]d")).toBe("<p>[spoiler]d</p>")
  })

  test("hide addresses too", () => {
    expect(html("||https://a.example/x||")).toContain('href="https://a.example/x"')
  })
})

describe("links and images", () => {
  test("that lead away are not vouched for; those inside the forum are", () => {
    expect(html("[a](https://a.example) [b](/t/b)")).toBe(
      '<p><a href="https://a.example" rel="nofollow ugc noopener">a</a> <a href="/t/b">b</a></p>',
    )
    expect(render("https://a.example [b](/t/b) www.c.example").links).toBe(2)
  })

  test("are made of whole addresses, not of names of files", () => {
    expect(html("main.py e.name www.a.example")).toBe(
      '<p>main.py e.name <a href="http://www.a.example" rel="nofollow ugc noopener">www.a.example</a></p>',
    )
  })

  test("show images when they are reached, at the size that is known", () => {
    expect(html("![A *cat*|600x400, 50%](https://a.example/c.png)")).toBe(
      '<p><img src="https://a.example/c.png" alt="A cat" width="300" height="200" loading="lazy" decoding="async" /></p>',
    )
  })
})

describe("code", () => {
  test("is coloured when its language is named, never by guessing", () => {
    expect(html("```js\nlet a\n```")).toBe(
      '<pre tabindex="0"><code class="hljs language-js"><span class="hljs-keyword">let</span> a\n</code></pre>',
    )
    expect(html("```\nlet a\n```")).toBe('<pre tabindex="0"><code>let a\n</code></pre>')
    expect(html("```klingon\nlet a\n```")).toBe(
      '<pre tabindex="0"><code class="language-klingon">let a\n</code></pre>',
    )
  })

  test("that is very long, or has endless lines, is shown plain", () => {
    expect(html(`\`\`\`js\n${"let a\n".repeat(2_000)}\`\`\``)).not.toContain("<span")
    expect(html(`\`\`\`js\nlet ${"a".repeat(200)}\n\`\`\``)).not.toContain("<span")
  })
})

test("a quotation that says it is a warning is one", () => {
  expect(html("> [!WARNING]\n> Hot.\n\n> [!NOTE] x")).toBe(
    '<div class="alert alert-warning">\n<p class="alert-title">Warning</p>\n<p>Hot.</p>\n</div>\n<blockquote>\n<p>[!NOTE] x</p>\n</blockquote>',
  )
})

test("footnotes have ids of their own post", () => {
  const made = html("a[^n] b[^n]\n\n[^n]: note", { postId: ULID })
  const ids = Array.from(made.matchAll(/ id="([^"]+)"/g), ([, id]) => id)
  expect(ids).toEqual(
    [`fnref-${ULID}-1`, `fnref-${ULID}-1-2`, `fn-${ULID}-1`].map((id) =>
      id.toLowerCase().replace("fnref", "fnref"),
    ),
  )
  expect(made).toContain(`href="#fnref-${ULID.toLowerCase()}-1-2"`)
})
