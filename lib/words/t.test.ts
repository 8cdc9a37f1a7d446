import { createElement, Fragment } from "react"
import { renderToStaticMarkup } from "react-dom/server"
import { afterEach, describe, expect, test } from "vitest"
import { forgetConfig } from "../config.ts"
import { compiledFor } from "./compiling.mjs"
import { fill } from "./formats.ts"
import { date, direction, figure, list, t } from "./t.ts"

function speak(tag: string): void {
  process.env.STOA_LOCALE = tag
  forgetConfig()
}

afterEach(() => {
  delete process.env.STOA_LOCALE
  forgetConfig()
})

const said = (locale: string, source: string, values?: Parameters<typeof fill>[2]) =>
  fill(compiledFor(locale, source), locale, values).join("")

describe("a message", () => {
  test("is English, left to right, unless the forum says otherwise", () => {
    expect(t("shell.skip")).toBe("Skip to content")
    expect(direction()).toBe("ltr")
  })

  test("counts by the plurals of its language, with its digits", () => {
    const topics = "{count, plural, =0 {no topics} one {# topic} other {# topics}}"
    expect([0, 1, 2345].map((count) => said("en", topics, { count }))).toEqual([
      "no topics",
      "1 topic",
      "2,345 topics",
    ])
    const polish = "{count, plural, one {# temat} few {# tematy} many {# tematów} other {# tematu}}"
    expect([1, 2, 5, 22].map((count) => said("pl", polish, { count }))).toEqual([
      "1 temat",
      "2 tematy",
      "5 tematów",
      "22 tematy",
    ])
  })

  test("tells dates by the customs of the locale, in UTC wherever the machine stands", () => {
    const at = new Date("2026-11-21T23:30:00Z")
    expect(said("en", "{at, date, day}", { at })).toBe("21 Nov 2026")
    expect(said("en-US", "{at, date, minute}", { at })).toBe("Nov 21, 2026, 11:30 PM")
    expect(said("de", "{at, date, long}", { at })).toBe("21. November 2026")
  })

  test("fails loudly without a value that it needs", () => {
    expect(() => said("en", "Hello {name}")).toThrow("name")
  })
})

describe("a forum in another English", () => {
  test("writes its dates and numbers another way, and the same words", () => {
    speak("en-US")
    expect(t("shell.skip")).toBe("Skip to content")
    expect(date("2026-11-21T10:00:00Z")).toBe("Nov 21, 2026")
    expect(figure(12345)).toBe("12,345")
    expect(list(["Ann", "Ben", "Cy"])).toBe("Ann, Ben, and Cy")
  })
})

describe("the languages nobody speaks", () => {
  test("are longer and accented, but leave names, tags and branches alone", () => {
    speak("en-XA")
    expect(t("shell.skip")).toMatch(/^Šķ\S+ ŧ\S+ |^Š/)
    expect(t("shell.skip").length).toBeGreaterThanOrEqual("Skip to content".length * 1.35)
    const source = "{count, plural, one {# post by <b>{name}</b>} other {# posts by <b>{name}</b>}}"
    const values = { count: 2, name: "ann", b: (words: unknown[]) => `[${words.join("")}]` }
    expect(said("en-XA", source, values as never)).toMatch(/^2 .+ .+ \[ann\]$/)
    expect(said("en-XA", source, values as never)).not.toContain("posts")
  })

  test("run from right to left", () => {
    speak("ar-XB")
    expect(direction()).toBe("rtl")
    expect(t("shell.skip")).toBe("\u202eSkip\u202c \u202eto\u202c \u202econtent\u202c")
  })
})

describe("a value in a language from right to left", () => {
  test("is set apart, so that the words around it stay where they are; a choice is still understood", () => {
    const source = "{kind, select, a {{name} writes} other {x}} ({count, number})"
    const values = { kind: "a", name: "Ann", count: 3 }
    expect(said("he", source, values)).toBe("\u2068Ann\u2069 writes (3)")
    expect(said("en", source, values)).toBe("Ann writes (3)")
  })
})

describe("a sentence with elements", () => {
  test("has them where its language wants them, and no keys are missed", () => {
    const words = fill<unknown>(compiledFor("en", "Read <link>the {what}</link>, then write."), "en", {
      what: "rules",
      link: (inside: unknown[]) => createElement("a", { href: "/rules" }, ...(inside as string[])),
    })
    expect(renderToStaticMarkup(createElement(Fragment, null, ...(words as string[])))).toBe(
      'Read <a href="/rules">the rules</a>, then write.',
    )
  })
})
