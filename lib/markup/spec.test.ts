/** The examples of the CommonMark and GFM specifications, rendered as they say but for what is listed here. */
import { describe, expect, test } from "vitest"
import { type Element, parse } from "#lib/testing/html.ts"
import { sharedList } from "#lib/testing/shared.ts"
import { render } from "./render.ts"

type Example = { markdown: string; html: string; example: number; section: string }

const RAW_HTML = "raw HTML is shown as text"
const AUTOLINK = "addresses in the text become links, as GFM's extension has it"
const SCHEME = "only http, https and mailto are linked"

/** Where we differ on purpose, and why. A number that is no longer needed makes the tests fail. */
const EXCEPTIONS: Record<string, [why: string, examples: number[]][]> = {
  "commonmark-spec": [
    [RAW_HTML, [21, 31, ...range(148, 193), 203, 310, 311, 346, 477, 478, 479, 493, 496, 526, 538]],
    [RAW_HTML, [...range(615, 619), 625, ...range(627, 633), 645, 646]],
    [SCHEME, [598, 600, 601, 603]],
    [AUTOLINK, [604, 610, 613, 614]],
  ],
  "gfm-extensions": [
    [RAW_HTML, [12, 22]],
    ["hosts of other scripts are written in ASCII (punycode), as browsers do", [19]],
    ["the example has no expected output", [20]],
  ],
  "gfm-regression": [
    [RAW_HTML, [3, 6, 9, 14, 17]],
    ["a note marked twice has two marks with an id each; the example has one id twice", [13]],
  ],
}

describe.each(Object.entries(EXCEPTIONS))("%s", (file, exceptions) => {
  const examples = sharedList<Example>(`markdown/${file}.json`)
  const reasons = new Map(exceptions.flatMap(([why, numbers]) => numbers.map((number) => [number, why])))

  if (examples.length === 0) {
    test.skip("is not here: put the specifications into ../shared/data/markdown", () => {})
  }
  for (const { example, section, markdown, html } of examples) {
    const why = reasons.get(example)
    test(`${example}, ${section}: ${why ?? "is rendered as it says"}`, () => {
      const ours = canonical(parse(render(markdown, { breaks: false }).html))
      const theirs = canonical(parse(html))
      if (why) expect(ours, "this exception is no longer needed").not.toEqual(theirs)
      else expect(ours).toEqual(theirs)
    })
  }
})

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from + 1 }, (_, index) => from + index)
}

/** What we add (to all links, images, code) is taken away, and what is the same is written the same. */
function canonical(element: Element): unknown[] {
  const inPre = element.name === "pre"
  const children = element.children.flatMap((child): unknown[] => {
    if (typeof child === "string") return inPre || element.name === "code" ? [child] : textual(child)
    if (child.name === "span" && child.attributes.class?.startsWith("hljs-")) return canonical(child)
    if (child.name === "div" && child.attributes.class === "table") return canonical(child)
    return [{ name: nameOf(child.name), ...attributesOf(child), in: canonical(child) }]
  })
  return joined(children)
}

function textual(text: string): string[] {
  return text.trim() === "" && text.includes("\n")
    ? []
    : [text.replace(/\s*\n\s*/g, "\n").replace(/\uFE0E/g, "")]
}

function joined(children: unknown[]): unknown[] {
  const result: unknown[] = []
  for (const child of children) {
    if (typeof child === "string" && typeof result.at(-1) === "string") result.push(result.pop() + child)
    else result.push(child)
  }
  return result
    .map((child) => (typeof child === "string" ? child.trim() : child))
    .filter((child) => child !== "")
}

/** A post's headings begin at h3, and there is no seventh level. */
function nameOf(name: string): string {
  if (name === "del") return "s"
  return /^h[3-6]$/.test(name) ? "h3-6" : name.replace(/^h[12]$/, "h3-6")
}

function attributesOf({ name, attributes }: Element): Record<string, string> {
  const { rel, loading, decoding, tabindex, role, "aria-label": label, ...kept } = attributes
  if (kept.class?.startsWith("align-")) kept.align = kept.class.slice("align-".length)
  const classes = (kept.class ?? "").replace(/\bhljs\b|\btasks?\b|align-\w+/g, "").trim()
  delete kept.class
  if (classes) kept.class = classes.replace("footnote-backref", "footnote-back")
  if (kept.href?.startsWith("#fn")) kept.href = kept.href.replace("-", "")
  if (kept.id?.startsWith("fn")) kept.id = kept.id.replace("-", "")
  if (name === "input") return { checked: String("checked" in kept) }
  return kept
}
