import { readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { contrast, READABLE } from "./contrast.ts"
import { accentCss, accentOf, GROUNDS, type Theme, worstOf } from "./look-colors.ts"

const THEMES = Object.keys(GROUNDS) as Theme[]

describe("the accent of a forum", () => {
  test("is held against what it stands on in the pages", () => {
    const css = readFileSync(new URL("../../app/globals.css", import.meta.url), "utf8")
    const [light, dark] = css.split("@variant dark-theme") as [string, string]
    for (const [theme, part] of [
      ["light", light],
      ["dark", dark],
    ] as const) {
      const value = (name: string) => new RegExp(`--${name}: (#\\w{6});`).exec(part)?.[1]
      const { accent, surfaces } = GROUNDS[theme]
      expect([accent, ...surfaces]).toEqual(["accent", "surface", "surface-2", "surface-3"].map(value))
      expect(worstOf(theme, accent).worst).toBeGreaterThanOrEqual(READABLE)
    }
  })

  test("is none where it is the one that comes with the forum", () => {
    for (const theme of THEMES)
      expect(accentOf(theme, ` ${GROUNDS[theme].accent.toUpperCase()} `)).toBeUndefined()
    expect(accentCss({})).toBe("")
  })

  test.each(["#ff8800", "#000000", "#ffffff", "#777777", "#ffff00", "#0000ff", "#5b2a86"])(
    "can be read, or a colour near it is named that can: %s",
    (typed) => {
      for (const theme of THEMES) {
        try {
          const kept = accentOf(theme, typed)
          expect(worstOf(theme, kept!).worst).toBeGreaterThanOrEqual(READABLE)
        } catch (error) {
          const { message, details } = error as Error & { details: { field: string } }
          expect(details.field).toBe(theme)
          const [, near] = /(#\w{6}) is near it/.exec(message) ?? []
          expect(accentOf(theme, near!)).toBe(near)
          expect(message).toMatch(/contrast is \d+(\.\d)? to 1/)
        }
      }
    },
  )

  test("is refused where it is no colour", () => {
    for (const typed of ["red", "#fff", "#12345g", "", "#123456;}body{"])
      expect(() => accentOf("light", typed)).toThrow("Give a colour")
  })

  test("counts where a reader has not asked for more contrast", () => {
    expect(accentCss({ light: "#5b2a86", dark: "#d0b0f0" })).toMatchInlineSnapshot(`
      "html:root{--accent:#5b2a86;--accent-text:#ffffff;--accent-soft:#ebe5f0}
      @media screen and (prefers-color-scheme:dark){html:root:not([data-theme]){--accent:#d0b0f0;--accent-text:#06110f;--accent-soft:#35333d}}
      @media screen{html:root[data-theme="dark"]{--accent:#d0b0f0;--accent-text:#06110f;--accent-soft:#35333d}}"
    `)
    expect(contrast("#000000", "#ffffff")).toBe(21)
  })
})
