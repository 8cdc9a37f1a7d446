import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { cleanCss, MAX_CSS } from "./own-css.ts"

const refusal = (source: string): string => {
  try {
    return `taken: ${cleanCss(source)}`
  } catch (error) {
    return (error as Error).message
  }
}

describe("a style sheet of one's own", () => {
  test("is taken as it was meant", () => {
    const source = [
      "/* Ours */ :root { --gap: 2px; --soft: color-mix(in oklab, var(--accent) 20%, transparent) }",
      "header { background: linear-gradient(90deg, rgb(0 0 0 / .5), var(--soft)) !important }",
      "@media (width < 400px) and (prefers-color-scheme: dark) { a:has(> b):not(.c)::after { content: '\\2022' } }",
      "@keyframes turn { from { rotate: 0turn } to { rotate: 1turn } }",
      "@layer ours; @container (min-width: 1px) { p { margin: 0 -1px calc(1px + 2px) } }",
      "nav { &:hover { color: red } }",
    ].join("\n")
    const made = cleanCss(source)
    expect(made).not.toContain("Ours")
    expect(made).toContain("header{background:linear-gradient(90deg,rgb(0 0 0/.5),var(--soft))!important}")
    expect(made).toContain('a:has(>b):not(.c)::after{content:"•"}')
    expect(made).toContain("margin:0-1px calc(1px + 2px)")
    expect(cleanCss(made)).toBe(made)
    expect(cleanCss("")).toBe("")
  })

  test.each([
    ["a { background: url(https://elsewhere.example/x.png) }", "url()"],
    ["a { background: URL( 'x' ) }", "url()"],
    ["a { background: url(data:image/png;base64,AA) }", "url()"],
    ["a { --x: url(x) }", "url()"],
    ["a { color: var(--x, url(x)) }", "url()"],
    ["@supports (background: url(x)) { a { b: c } }", "url()"],
    ["a { background: image-set('x.png' 1x) }", "image-set()"],
    ["a { background: -webkit-image-set('x.png' 1x) }", "-webkit-image-set()"],
    ["a { background: src('x') }", "src()"],
    ["a { width: expression(alert(1)) }", "expression()"],
    ["a { background: paint(x) }", "paint()"],
    ["a { background: u\\72l(x) }", "no backslash"],
    ["@\\69mport 'x';", "no backslash"],
    ["@import 'https://elsewhere.example/x.css';", "@import"],
    ["@IMPORT 'x';", "@IMPORT"],
    ["@media print { @import 'x'; }", "@import"],
    ["@font-face { font-family: x; src: local(x) }", "@font-face"],
    ["@namespace x url(y);", "@namespace"],
    ["@charset 'x';", "@charset"],
    ["</style><script>alert(1)</script>", "not understood"],
    ["a { content: '</style>' }", "not understood"],
    ["a {} <!-- -->", "not understood"],
    ["a { color: red } } b { color: red }", "not understood"],
    ["a { filter: progid:DX.x(a=1) }", "not understood"],
    ["a { --x: { url(x) } }", "not understood"],
    ["a { b: c }\0", "not understood"],
  ])("loads nothing and ends nothing: %s", (source, why) => {
    expect(refusal(source)).toContain(why)
  })

  test("says in which line it is not taken, and how long it may be", () => {
    expect(refusal("a { b: c }\n\nd { e: url(x) }")).toContain("Line 3")
    expect(refusal(`a { b: c }${" ".repeat(MAX_CSS)}`)).toContain("20,000")
  })

  test("is the same when it is cleaned again, whatever was typed", () => {
    const part = fc.constantFrom(
      ..."a b { } ( ) ; : , ' \" @media @import url( calc( /* */ <!-- </ \\ 1px #fff -- var( [ ] ! & > \n".split(
        " ",
      ),
    )
    fc.assert(
      fc.property(fc.array(part, { maxLength: 30 }), (parts) => {
        const source = parts.join(" ")
        const made = refusal(source)
        if (!made.startsWith("taken: ")) return
        const css = made.slice("taken: ".length)
        expect(css).not.toMatch(/url\(|@import|<\/|<!--/i)
        expect(cleanCss(css)).toBe(css)
      }),
      { numRuns: 500 },
    )
  })
})
