import { expect, test } from "vitest"
import { mentionCandidates } from "./mentions.ts"
import { render } from "./render.ts"

const mentioned = (source: string, ...known: string[]): string[] =>
  render(source, known.length > 0 ? { knownNames: new Set(known) } : {}).mentions

test("people of any script are mentioned, as their names are written", () => {
  expect(mentioned("@Ann_Lee @жук-1 @नमस्ते, @أحمد. (@bob.b)")).toEqual([
    "Ann_Lee",
    "жук-1",
    "नमस्ते",
    "أحمد",
    "bob.b",
  ])
})

test("someone mentioned twice is named once", () => {
  expect(mentioned("@Ann @ann @ANN")).toEqual(["Ann"])
})

test("nobody is mentioned in code, links, addresses, quotes and escapes", () => {
  expect(
    mentioned("`@ann` [@ann](/x) a@ann.example https://a.example/@ann \\@ann user@@ann @ann@b.example"),
  ).toEqual([])
  expect(mentioned("    @ann\n\n```\n@ann\n```\n\n![@ann](/x.png) <https://a.example/@ann>")).toEqual([])
  expect(mentioned("[quote]\n@ann\n[/quote]")).toEqual([])
})

test("names have three to twenty characters", () => {
  expect(mentioned(`@ab @abc @${"a".repeat(20)} @${"a".repeat(21)}`)).toEqual(["abc", "a".repeat(20)])
})

test("only members become links when they are known", () => {
  const { html, mentions } = render("@Ann and @nobody", { knownNames: new Set(["ann"]) })
  expect(html.trim()).toBe('<p><a class="mention" href="/u/Ann">@Ann</a> and @nobody</p>')
  expect(mentions).toEqual(["Ann"])
})

test("a name ends where its member's does in scripts without spaces", () => {
  expect(mentioned("谢谢@小明明你好", "小明明")).toEqual(["小明明"])
  expect(mentioned("@김철수님 안녕", "김철수")).toEqual(["김철수"])
})

test("the candidates to look up hold every name that can be mentioned", () => {
  expect(mentionCandidates("@Ann, `@bob` c@d.example @小明明你")).toEqual([
    "Ann",
    "bob",
    "小明明你",
    "小明明",
  ])
})

test("after two hundred links in one post, names stay text", () => {
  const { html, mentions } = render("@Ann ".repeat(300), { knownNames: new Set(["ann"]) })
  expect(html.match(/class="mention"/g)).toHaveLength(200)
  expect(html.match(/@Ann/g)).toHaveLength(300)
  expect(mentions).toEqual(["Ann"])
})

test("addresses of members are made by whoever renders", () => {
  expect(render("@Ann", { userPath: (name) => `/people/${name.toLowerCase()}` }).html).toContain(
    'href="/people/ann"',
  )
})
