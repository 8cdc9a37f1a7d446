/** Lists and quotes: what begins a line, and how it goes on with the next. */
import { type Edit, lineAround, type Typed } from "./editing.ts"

export type LineKind = "quote" | "list" | "numbered"

const BEGINS: Record<LineKind, RegExp> = {
  quote: /^> ?/,
  list: /^[-*+] /,
  numbered: /^\d{1,9}[.)] /,
}

/** Makes the selected lines a quote or a list, or plain lines again when all of them are. */
export function begun({ value, start, end }: Typed, kind: LineKind): Edit {
  const from = lineAround(value, start).from
  const to = lineAround(value, end).to
  const lines = value.slice(from, to).split("\n")
  const isBlank = lines.every((line) => line.trim() === "")
  const counts = (line: string) => isBlank || kind === "quote" || line.trim() !== ""
  const has = lines.filter(counts).every((line) => BEGINS[kind].test(line))
  let n = 0
  const text = lines
    .map((line) => {
      if (!counts(line)) return line
      if (has) return line.replace(BEGINS[kind], "")
      return beginningOf(kind, ++n) + (kind === "quote" ? line : line.replace(/^(?:[-*+]|\d{1,9}[.)]) /, ""))
    })
    .join("\n")
  const caret = from + text.length
  return { from, to, text, select: start === end ? [caret, caret] : [from, caret] }
}

function beginningOf(kind: LineKind, n: number): string {
  if (kind === "quote") return "> "
  return kind === "list" ? "- " : `${n}. `
}

/** The quotes around a line, the sign of an item with the space after it, and the box of a task. */
const BEGINNING = /^(\s*(?:> ?)*)(?:([-*+])( +)|(\d{1,9})([.)])( +))?(\[[ xX]\] +)?/

/** What Enter does at the end of an item or a quoted line; undefined where it only breaks the line. */
export function continued({ value, start, end }: Typed): Edit | undefined {
  if (start !== end || isInCode(value.slice(0, start))) return undefined
  const line = lineAround(value, start)
  const found = BEGINNING.exec(line.text)
  const [whole = "", outer = "", sign, space = "", number, dot, gap = "", box] = found ?? []
  const isItem = sign !== undefined || number !== undefined
  if ((!isItem && !outer.includes(">")) || start < line.from + whole.length) return undefined
  if (line.text.slice(whole.length).trim() === "") {
    // Twice Enter ends it: of an item in a quote, the item first.
    const left = isItem ? outer : ""
    return {
      from: line.from,
      to: line.to,
      text: left,
      select: [line.from + left.length, line.from + left.length],
    }
  }
  const next = sign ? `${sign}${space}` : number ? `${Number(number) + 1}${dot}${gap}` : ""
  const text = `\n${outer}${next}${isItem && box ? "[ ] " : ""}`
  return { from: start, to: start, text, select: [start + text.length, start + text.length] }
}

/** Whether a fence is open at the end of this text. */
function isInCode(before: string): boolean {
  return (before.match(/^ {0,3}(?:`{3,}|~{3,})/gm)?.length ?? 0) % 2 === 1
}
