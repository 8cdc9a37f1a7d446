import { describe, expect, test } from "vitest"
import { coded, type Edit, inserted, linked, marked, type Typed } from "./editing.ts"
import { begun, continued } from "./lines.ts"

/** A text with `[` and `]` of double width around what is selected, or `|` at the caret. */
function typed(text: string): Typed {
  const caret = text.indexOf("|")
  if (caret >= 0) return { value: text.replace("|", ""), start: caret, end: caret }
  const [start, end] = [text.indexOf("［"), text.indexOf("］") - 1]
  return { value: text.replace(/[［］]/g, ""), start, end }
}

/** How the text looks after the edit, in the same way. */
function result(text: string, edit: (typed: Typed) => Edit | undefined): string | undefined {
  const before = typed(text)
  const made = edit(before)
  if (!made) return undefined
  const value = before.value.slice(0, made.from) + made.text + before.value.slice(made.to)
  const [start, end] = made.select
  if (start === end) return `${value.slice(0, start)}|${value.slice(start)}`
  return `${value.slice(0, start)}［${value.slice(start, end)}］${value.slice(end)}`
}

describe("a mark", () => {
  test.each([
    ["a ［word］ here", "a **［word］** here"],
    ["a **［word］** here", "a ［word］ here"],
    ["a ［**word**］ here", "a ［word］ here"],
    ["a ［word ］here", "a **［word］** here"],
    ["at the end|", "at the end**|**"],
    ["**|**", "|"],
  ])("makes of %s %s", (before, now) => {
    expect(result(before, (one) => marked(one, "**"))).toBe(now)
  })
})

describe("a link", () => {
  test.each([
    ["see ［this］", "see [this](|)"],
    ["see |", "see [|]()"],
    ["see ［https://example.org/a］", "see [|](https://example.org/a)"],
  ])("makes of %s %s", (before, now) => {
    expect(result(before, (one) => linked(one))).toBe(now)
  })

  test("takes the address that was pasted over a word", () => {
    expect(result("see ［this］ now", (one) => linked(one, "https://example.org"))).toBe(
      "see [this](https://example.org)| now",
    )
  })
})

describe("code", () => {
  test.each([
    ["run ［npm start］", "run `［npm start］`"],
    ["［a\nb］", "```\n［a\nb］\n```\n"],
    ["|", "```\n|\n```\n"],
    ["text ［a\n```\nb］", "````\n［text a\n```\nb］\n````\n"],
  ])("makes of %j %j", (before, now) => {
    expect(result(before, coded)).toBe(now)
  })
})

describe("lines", () => {
  test.each([
    ["list", "［a\nb］", "［- a\n- b］"],
    ["list", "［- a\n- b］", "［a\nb］"],
    ["numbered", "［- a\n\n- b］", "［1. a\n\n2. b］"],
    ["quote", "［a\n\nb］", "［> a\n> \n> b］"],
    ["quote", "［> a\n> b］", "［a\nb］"],
    ["list", "|", "- |"],
    ["list", "in the mid|dle", "- in the middle|"],
  ] as const)("become a %s: %j %j", (kind, before, now) => {
    expect(result(before, (one) => begun(one, kind))).toBe(now)
  })
})

describe("Enter", () => {
  test.each([
    ["goes on with a list", "- a|", "- a\n- |"],
    ["goes on with a list that is deeper", "  * a|", "  * a\n  * |"],
    ["counts on", "9. a|", "9. a\n10. |"],
    ["goes on with a task that is not done", "- [x] a|", "- [x] a\n- [ ] |"],
    ["goes on with a quote", "> a|", "> a\n> |"],
    ["goes on with a list in a quote", "> - a|", "> - a\n> - |"],
    ["takes what follows the caret along", "- a|b", "- a\n- |b"],
    ["ends a list at an empty item", "- a\n- |", "- a\n|"],
    ["ends a list in a quote first, then the quote", "> - |", "> |"],
    ["ends a quote at an empty line", "> a\n> |", "> a\n|"],
  ])("%s", (_, before, now) => {
    expect(result(before, continued)).toBe(now)
  })

  test.each([
    ["in a plain line", "a|"],
    ["before the sign of an item", "|- a"],
    ["in code", "```\n- a|"],
    ["when something is selected", "- ［a］"],
    ["at a minus that is no item", "-a|"],
  ])("only breaks the line %s", (_, before) => {
    expect(result(before, continued)).toBeUndefined()
  })
})

describe("a quote that is put in", () => {
  test.each([
    ["|", "Q\n\n|"],
    ["Hello|", "Hello\n\nQ\n\n|"],
    ["Hello\n\n|", "Hello\n\nQ\n\n|"],
    ["|\nthere", "Q\n\n|\nthere"],
  ])("stands on lines of its own: %j %j", (before, now) => {
    expect(result(before, (one) => inserted(one, "Q\n"))).toBe(now)
  })
})
