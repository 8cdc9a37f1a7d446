import { describe, expect, test } from "vitest"
import { render, topicLinkCandidates } from "./render.ts"

const ORIGIN = "https://forum.example"
const ID = "01j0000000000000000000000a"
const ADDRESS = `${ORIGIN}/t/some-slug/${ID}`
const shown = (source: string, title = "Tides & <b>times</b>") =>
  render(source, { origin: ORIGIN, topicTitles: new Map([[ID.toUpperCase(), title]]) })

describe("a bare address of a topic of this forum", () => {
  test("is shown as its title, which is text whatever is in it, and stays on the forum", () => {
    const { html, links } = shown(ADDRESS)
    expect(html).toBe(`<p><a href="/t/some-slug/${ID}">Tides &amp; &lt;b&gt;times&lt;/b&gt;</a></p>\n`)
    expect(links, "it leads nowhere else").toBe(0)
  })

  test.each([
    [`See ${ADDRESS}/3#p-${ID}.`, `See <a href="/t/some-slug/${ID}/3#p-${ID}">Title</a>.`],
    [`<${ADDRESS}>`, `<a href="/t/some-slug/${ID}">Title</a>`],
  ])("also in a sentence, with its page and post: %s", (source, html) => {
    expect(shown(source, "Title").html).toBe(`<p>${html}</p>\n`)
  })

  test.each([
    ["whose writer gave it other words", `[mine](${ADDRESS})`],
    ["in code", `\`${ADDRESS}\``],
    ["of another forum", `https://other.example/t/some-slug/${ID}`],
    ["of a host that only begins so", `${ORIGIN}.evil.example/t/some-slug/${ID}`],
    ["of another page of the forum", `${ORIGIN}/u/${ID}`],
    ["with a query", `${ADDRESS}?x=1`],
  ])("but not one %s", (_, source) => {
    expect(shown(source, "Title").html).not.toContain(">Title<")
  })

  test("is shown as it is where no title may be told", () => {
    const { html } = render(ADDRESS, { origin: ORIGIN, topicTitles: new Map() })
    expect(html).toContain(`>${ADDRESS}<`)
  })
})

test("five topics of a text are looked up, each once", () => {
  const other = (n: number) => ADDRESS.slice(0, -1) + "bcdefghjk"[n]
  const source = [ADDRESS, ADDRESS, ...Array.from({ length: 8 }, (_, n) => other(n))].join("\n")
  expect(topicLinkCandidates(source, ORIGIN)).toHaveLength(5)
  expect(topicLinkCandidates("https://elsewhere.example/t/x/y", ORIGIN)).toEqual([])
})
