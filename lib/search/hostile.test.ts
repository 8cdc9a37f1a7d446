/** Whatever people write is found as the text it is, and whatever they ask for is answered. */
import { expect, test } from "vitest"
import { mintId, newId } from "#lib/base/ids.ts"
import { chunks } from "#lib/db/batch.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { Body } from "#lib/forum/texts.ts"
import { render } from "#lib/markup/render.ts"
import { sharedList } from "#lib/testing/shared.ts"
import { freshTable } from "#lib/testing/table.ts"
import { searchView } from "#lib/views/search.ts"
import { wantedOf } from "./analyse.ts"
import { isEmpty, parseQuery } from "./query.ts"
import { marked, snippetOf } from "./snippets.ts"
import { findInTable } from "./table/find.ts"
import { putPosts } from "./table/write.ts"
import { shownFrom, wordsFrom } from "./text.ts"
import { wordsOf } from "./words.ts"

freshTable()

/** Of our own, where nobody put others beside the project. */
const OURS = [
  "<script>alert('ours')</script>",
  '<img src=x onerror="alert(1)"> after the picture',
  "javascript:alert(document.domain)",
  "Robert'); DROP TABLE posts;--",
  "{{7*7}} <%= 7*7 %> #{7*7} ${ 7*7",
  "category:<b> tag:\"' author:@../../etc before:9999-99 in:topic words",
  '"never closed <svg/onload=alert(2)>',
  "\ud800 half a character \udc00",
  "\u202eright to left override\u202c and on",
  "ﷺ 社會科學院語學研究所 𠜎𠜱𠝹 👩‍👩‍👧‍👦 Ṱ̺̺̕o͞ ̷i̲̬͇̪͙n̝̗͕v̟̜̘̦͟o̶̙̰̠kè͚̮̺̪̹̱̤",
  "__proto__ constructor toString hasOwnProperty",
  "%00%0d%0a ../../../ \\\\server\\share $HOME `id` $(id)",
  "(((((((((((((((((((( a* b+ ^$ [z-a] \\",
]
const hostile = [
  ...OURS,
  ...sharedList<{ payload: string }>("hostile/xss.json").map(({ payload }) => payload),
  ...sharedList<string>("hostile/blns.json"),
]
const texts = hostile.flatMap((text) => {
  const { success, data } = Body.safeParse(text)
  return success ? [data] : []
})

test("hostile text that is posted is found by the words that it shows", { timeout: 120_000 }, async () => {
  const entries = texts.map((source, i) => {
    const { html } = render(source)
    const known = { post: mintId(Date.UTC(2026, 0, 1) + i, `hostile ${i}`), topic: newId() }
    const text = wordsFrom(html)
    return {
      html,
      entry: {
        ...{ scope: "everyone", replaces: false },
        post: { ...known, author: "ann", category: "c", tags: [], text },
      },
    }
  })
  for (let at = 0; at < entries.length; at += 200)
    await putPosts(
      entries.slice(at, at + 200).map(({ entry }) => entry),
      1,
    )
  const isFound = await abreast(entries, async ({ html, entry }) => {
    const { post, topic, text } = entry.post
    const words = [...wordsOf(text)].slice(0, 8).map((word) => word.text)
    const wanted = wantedOf(words.join(" "))
    for (const piece of snippetOf(shownFrom(html), wanted, ["english"]))
      expect(piece.text.isWellFormed()).toBe(true)
    const pieces = marked(text, wanted, ["english"])
    expect(pieces.map((piece) => piece.text).join("")).toBe(text)
    // Words that say nothing are looked for where there are no others, but no text is found by them.
    if (!wanted.some(({ stop }) => !stop)) return false
    const { hits } = await findInTable(["everyone"], {
      ...{ text: words.join(" "), phrases: [], order: "relevance" as const, size: 5, byTopic: false },
      filters: { tags: [], topic },
    })
    expect([text, hits.map((hit) => hit.post)]).toEqual([text, [post]])
    return true
  })
  expect(isFound.filter(Boolean).length).toBeGreaterThan(0.8 * texts.length)
})

test("hostile queries are answered, in every field", { timeout: 120_000 }, async () => {
  await abreast([...hostile.entries()], async ([i, text]) => {
    expect(typeof isEmpty(parseQuery(text))).toBe("boolean")
    const field = (["q", "category", "tag", "author", "before", "order"] as const)[i % 6]!
    const view = await searchView(GUEST, { q: text, [field]: text }, `guest ${i}`)
    expect(view?.found === undefined || view.found.results.length === 0, text).toBe(true)
  })
  // Made-up places in a list are no pages; made-up topics are not there.
  expect(await searchView(GUEST, { q: "a", from: "<script>" }, "from")).toBeNull()
  expect(await searchView(GUEST, { q: "a", topic: "'; --" }, "topic")).toBeNull()
})

async function abreast<T, R>(list: readonly T[], work: (one: T) => Promise<R>): Promise<R[]> {
  const done: R[] = []
  for (const some of chunks([...list], 16)) done.push(...(await Promise.all(some.map(work))))
  return done
}
