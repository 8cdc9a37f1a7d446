/** Where words run from right to left, the page does: nothing is placed by "left" and "right". */
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { filesIn } from "../testing/words.ts"

/** Tailwind's classes that name a side: `ml-2`, `-left-px`, `text-right`, `rounded-tl-md`, `space-x-2`. */
const SIDED =
  /^-?(?:(?:m|p|scroll-m|scroll-p)[lr]-|(?:left|right)-|(?:border|rounded)-(?:[lr]|t[lr]|b[lr])(?:-|$)|(?:text|float|clear)-(?:left|right)$|(?:space|divide)-x(?:-|$)|origin-(?:left|right))/

/** The same in a style sheet. */
const PHYSICAL =
  /(?:^|[{;\s])(?:(?:margin|padding|border|scroll-margin|scroll-padding)-(?:left|right)[\w-]*|border-(?:top|bottom)-(?:left|right)-radius|left|right)\s*:|(?:text-align|float|clear)\s*:\s*(?:left|right)|translateX\(/g

/** What is right as it is: a side that an author asked for, a place in pixels of the screen, the middle. */
const MEANT = [
  ".prose .align-left",
  ".prose .align-right",
  "left: 0;\n    inline-size: 16rem;",
  "left: 50% !important;\n      translate: -50% 0;",
]

test("no class of a page or component names a side", () => {
  const found = filesIn(["app", "components"], /\.tsx?$/).flatMap((file) =>
    classesIn(readFileSync(file, "utf8"))
      .filter((name) => SIDED.test(name.replace(/^(?:[\w@/[\]().-]+:)+/, "")))
      .map((name) => `${file}: ${name}`),
  )
  expect(found).toEqual([])
  const example = classesIn(`<p className="ms-2 sm:ml-2 hover:-left-px text-start text-right rounded-l">`)
  const sided = example.filter((name) => SIDED.test(name.replace(/^(?:[\w@/[\]().-]+:)+/, "")))
  expect(sided).toEqual(["sm:ml-2", "hover:-left-px", "text-right", "rounded-l"])
})

test("no style sheet places anything by its side", () => {
  const found = filesIn(["app", "components"], /\.css$/).flatMap((file) => {
    let text = readFileSync(file, "utf8").replace(/\/\*[\s\S]*?\*\//g, "")
    for (const meant of MEANT) text = text.replace(ruleOf(text, meant), "")
    return [...text.matchAll(PHYSICAL)].map(([what]) => `${file}: ${what.trim()}`)
  })
  expect(found).toEqual([])
})

/** Everything in quotation marks, word by word. */
function classesIn(source: string): string[] {
  return [...source.matchAll(/["'`]([^"'`\n]*)["'`]/g)].flatMap(([, text]) => text!.split(/\s+/))
}

/** The rule or the lines that are meant. */
function ruleOf(text: string, meant: string): string {
  const at = text.indexOf(meant)
  if (at < 0) return "nothing of the kind"
  return meant.startsWith(".") ? text.slice(at, text.indexOf("}", at)) : meant
}
