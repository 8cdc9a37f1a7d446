/** Nothing that a person writes becomes anything but a post. */
import { describe, expect, test } from "vitest"
import { elementsOf, parse } from "#lib/testing/html.ts"
import { sharedList } from "#lib/testing/shared.ts"
import { fromHtml } from "./from-html.ts"
import { ATTACKS } from "./hostile.ts"
import { render } from "./render.ts"
import { sanitise } from "./sanitise.ts"

const ELEMENTS = new Set(
  (
    "p div br hr h3 h4 h5 h6 em strong s sup a img code pre span blockquote ul ol li table thead tbody tr th td " +
    "details summary section input picture source"
  ).split(" "),
)
const ATTRIBUTES = new Set(
  "href src alt title class rel id start tabindex role aria-label width height loading decoding type disabled checked srcset sizes media".split(
    " ",
  ),
)

/** Everything about a piece of HTML that a post must not have. */
function dangers(html: string): string[] {
  const found: string[] = []
  for (const { name, attributes } of elementsOf(parse(html))) {
    if (!ELEMENTS.has(name)) found.push(`<${name}>`)
    for (const [attribute, value] of Object.entries(attributes)) {
      if (!ATTRIBUTES.has(attribute)) found.push(`${name} ${attribute}=${value}`)
      if (attribute === "href" && !isSafe(value, /^(?:https?|mailto):/i)) found.push(`href ${value}`)
      if (attribute === "src" && !isSafe(value, /^https?:/i)) found.push(`src ${value}`)
      if (
        attribute === "srcset" &&
        !/^(?:(?:^|, )\/uploads\/\w{26}\/\w{26}\/\w+\.webp(?: \d+w)?)+$/.test(value)
      )
        found.push(`srcset ${value}`)
      if (attribute === "sizes" && !/^min\(100vw, \d+px\)$/.test(value)) found.push(`sizes ${value}`)
      if (attribute === "media" && value !== "(prefers-reduced-motion: reduce)") found.push(`media ${value}`)
      if (attribute === "id" && !/^fn(?:ref)?-[a-z0-9_-]+$/.test(value)) found.push(`id ${value}`)
      if (attribute === "class" && !/^[^"'<>&]*$/.test(value)) found.push(`class ${value}`)
    }
    if (name === "input" && !("disabled" in attributes)) found.push("a field that can be used")
    const outside = /^(?:[a-z]+:|\/\/)/i.test(attributes.href ?? "")
    if (outside && attributes.rel !== "nofollow ugc noopener") found.push(`rel of ${attributes.href}`)
  }
  return found
}

/** As a browser reads an address: control characters and spaces around it are dropped, `\` is `/`. */
function isSafe(address: string, schemes: RegExp): boolean {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers ignore just these
  const read = address.replace(/^[\u0000-\u0020]+|[\t\n\r]/g, "").replaceAll("\\", "/")
  return schemes.test(read) || !(/^[a-z][a-z0-9+.-]*:/i.test(read) || read.startsWith("//"))
}

const collections: [name: string, payloads: string[]][] = [
  ["our own attacks", ATTACKS],
  ["the shared attacks", sharedList<{ payload: string }>("hostile/xss.json").map(({ payload }) => payload)],
  ["the naughty strings", sharedList<string | { payload: string }>("hostile/blns.json").map(String)],
]

describe.each(collections)("%s", (_name, payloads) => {
  test.runIf(payloads.length > 0)("stay text when they are written as a post", () => {
    const found = payloads.flatMap((payload) =>
      dangers(render(payload, { postId: "01x" }).html).map((danger) => [danger, payload]),
    )
    expect(found).toEqual([])
  })

  test.runIf(payloads.length > 0)("stay text inside everything that a post can be made of", () => {
    const around: ((payload: string) => string)[] = [
      (payload) => `> ${payload}`,
      (payload) => `- [ ] ${payload}`,
      (payload) => `[quote="${payload}"]\n${payload}\n[/quote]`,
      (payload) => `[details="${payload}"]\n${payload}\n[/details]`,
      (payload) => `||${payload}|| **${payload}**`,
      (payload) => `[${payload}](${payload} "${payload}") ![${payload}](${payload})`,
      (payload) => `\`\`\`${payload}\n${payload}\n\`\`\``,
      (payload) => `\`\`\`html\n${payload}\n\`\`\``,
      (payload) => `| ${payload} | b |\n|---|---|\n| ${payload} | $${payload}$ |`,
      (payload) => `x[^${payload}] y^[${payload}]\n\n[^${payload}]: ${payload}`,
      (payload) => `@${payload} :${payload}: https://a.example/${payload} <${payload}>`,
    ]
    const found = payloads.flatMap((payload) =>
      around.flatMap((wrap) => dangers(render(wrap(payload)).html).map((danger) => [danger, wrap(payload)])),
    )
    expect(found).toEqual([])
  })

  test.runIf(payloads.length > 0)("are harmless when they come as HTML of another forum", () => {
    const found = payloads.flatMap((payload) =>
      dangers(render(fromHtml(payload)).html).map((danger) => [danger, payload]),
    )
    expect(found).toEqual([])
  })

  test.runIf(payloads.length > 0)("do not pass the second wall alone", () => {
    const found = payloads.flatMap((payload) => dangers(sanitise(payload)).map((danger) => [danger, payload]))
    expect(found).toEqual([])
  })

  test.runIf(payloads.length > 0)("give the same HTML when it is cleaned again", () => {
    for (const payload of payloads) {
      const { html } = render(payload)
      expect(sanitise(html)).toBe(html)
    }
  })
})

test("addresses of other sites become links, and embed nothing", () => {
  const addresses = [
    "https://www.youtube.com/watch?v=dQw4w9WgXcQ",
    "https://youtu.be/dQw4w9WgXcQ",
    "https://vimeo.com/76979871",
    "https://evil.example/oembed?url=<script>alert(1)</script>",
    "https://gist.github.com/someone/0123456789abcdef",
    "https://x.com/someone/status/1?html=%3Ciframe%3E",
  ]
  for (const address of addresses) {
    const { html } = render(`${address}\n\n<${address}>\n\n[a](${address})`)
    const names = [...elementsOf(parse(html))].map(({ name }) => name)
    expect(new Set(names), address).toEqual(new Set(["p", "a"]))
    expect(dangers(html)).toEqual([])
  }
})

test("ids, classes and fields that are not a post's own are taken away", () => {
  const html = `<p id="main" class="admin" style="x">a</p><li id="fn-1" onclick="x">b</li><input type="text" name="q">`
  expect(sanitise(html)).toBe(`<p>a</p><li id="fn-1">b</li><input type="checkbox" disabled />`)
})
