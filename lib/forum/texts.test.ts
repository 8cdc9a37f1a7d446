import { describe, expect, test } from "vitest"
import { someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { Body, FormKey, MAX_BODY, MAX_HTML, renderText, TagList, Title, tagOf } from "./texts.ts"

freshTable()

const messageOf = (schema: { safeParse(value: unknown): { error?: { issues: { message: string }[] } } }) => {
  return (value: unknown) => schema.safeParse(value).error?.issues[0]?.message
}

describe("a text", () => {
  const refusal = messageOf(Body)

  test("is what was typed, with line ends of one kind and nothing that no reader sees", () => {
    expect(Body.parse("a\r\nb\rc\u0000\u0007\td\ud800")).toBe("a\nb\nc\td\ufffd")
  })

  test("says something", () => {
    for (const empty of [
      "",
      "  \n ",
      "\u200b\u200d\u2060",
      "\u3164\u00a0",
      undefined,
      ["x"],
      { body: "x" },
      7,
    ]) {
      expect(refusal(empty)).toBe("Write something first.")
    }
  })

  test("that is too long is told how long it is", () => {
    expect(refusal("x".repeat(MAX_BODY))).toBeUndefined()
    expect(refusal("x".repeat(MAX_BODY + 1))).toBe(
      "That is 32,001 characters; at most 32,000 fit in one post. Split it in two.",
    )
  })

  test("that would grow too large when it is rendered is refused with words", async () => {
    const footnotes = `${"[^1]".repeat(7000)}\n\n[^1]: x`
    const table = `|${"a|".repeat(500)}\n|${"-|".repeat(500)}\n${"|\n".repeat(14_000)}`
    for (const text of [footnotes, table, "@abc ".repeat(6400), "<".repeat(MAX_BODY)]) {
      const html = await renderText(text, "x").then(
        ({ shown }) => shown.html,
        (error) => {
          expect(error).toMatchObject({ code: "too-much-markup", details: { field: "body" } })
          return ""
        },
      )
      expect(Buffer.byteLength(html)).toBeLessThanOrEqual(MAX_HTML)
    }
  })

  test("links members that exist, by mention and in quotes, and leaves other names alone", async () => {
    const { name } = await someone()
    const text = `[quote="${name}"]\nhi\n[/quote]\n\n@${name} and @nobody-there`
    const { html } = (await renderText(text, "x")).shown
    expect(html.match(new RegExp(`href="/u/${name}"`, "g"))).toHaveLength(2)
    expect(html).not.toContain("/u/nobody-there")
    expect(html).toContain("@nobody-there")
  })
})

describe("a title", () => {
  test("is one line of words", () => {
    expect(Title.parse("  Where\n do   boats go?\t")).toBe("Where do boats go?")
    // Towers of marks run into the lines around them and out of the page.
    expect(Title.parse(`Boats \u0e14${"\u0e49".repeat(40)}`)).toBe(`Boats \u0e14${"\u0e49".repeat(4)}`)
    expect(Title.parse("Tiếng Việt, שָׁלוֹם")).toBe("Tiếng Việt, שָׁלוֹם")
    const refusal = messageOf(Title)
    expect(refusal("Boat")).toMatch("at least 5")
    expect(refusal("\u200b\u200b\u200b\u200b\u200b")).toBeDefined()
    expect(refusal("x".repeat(151))).toMatch("under 150")
    expect(refusal(undefined)).toBe("Give the topic a title.")
  })
})

describe("tags", () => {
  test("are words, split at commas and spaces, once each, in one form", () => {
    expect(TagList.parse(" Boats, #Sails,boats  Rope_work ,,")).toEqual(["boats", "sails", "rope-work"])
    expect(TagList.parse(undefined)).toEqual([])
    expect(tagOf("Ｂöate!")).toBe("böate")
    expect(tagOf("船")).toBe("船")
    expect(tagOf("--")).toBe("")
  })

  test("are few and short", () => {
    const refusal = messageOf(TagList)
    expect(refusal("a b c d e f")).toMatch("At most 5")
    expect(refusal("x".repeat(31))).toMatch("at most 30")
    expect(refusal(["a"])).toBeDefined()
  })
})

test("a form's key is no key of anything else", () => {
  for (const key of ["", "short", "x".repeat(65), "USER#0123456789", "a b c d e f g h", ["0123456789"]]) {
    expect(FormKey.safeParse(key).success).toBe(false)
  }
})
