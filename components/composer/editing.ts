/** What the buttons and keys of the composer do to a text: pure, so that it can be told without a browser. */

/** A text with what is selected in it. */
export type Typed = { value: string; start: number; end: number }

/** What to put in place of a part of the text, and what is selected afterwards. */
export type Edit = { from: number; to: number; text: string; select: [start: number, end: number] }

/** Puts a mark on both sides of what is selected, or takes it away where it is already. */
export function marked(typed: Typed, mark: string): Edit {
  const { value } = typed
  const [from, to] = withoutSpace(typed)
  const inside = value.slice(from, to)
  const n = mark.length
  if (value.slice(from - n, from) === mark && value.slice(to, to + n) === mark)
    return { from: from - n, to: to + n, text: inside, select: [from - n, to - n] }
  if (inside.length > 2 * n && inside.startsWith(mark) && inside.endsWith(mark))
    return { from, to, text: inside.slice(n, -n), select: [from, to - 2 * n] }
  return { from, to, text: mark + inside + mark, select: [from + n, to + n] }
}

const ADDRESS = /^(?:https?:\/\/|mailto:|\/)\S+$/i

/** A link: what is selected becomes its text, or its address when it is one; the caret stands in what is missing. */
export function linked(typed: Typed, address = ""): Edit {
  const [from, to] = withoutSpace(typed)
  const inside = typed.value.slice(from, to)
  if (!address && ADDRESS.test(inside))
    return { from, to, text: `[](${inside})`, select: [from + 1, from + 1] }
  const caret = inside === "" ? from + 1 : from + inside.length + 3
  const end = address ? from + inside.length + address.length + 4 : caret
  return { from, to, text: `[${inside}](${address})`, select: address ? [end, end] : [caret, caret] }
}

/** Code in a line; of several lines, or on an empty one, a block. */
export function coded(typed: Typed): Edit {
  const { value, start, end } = typed
  const inside = value.slice(start, end)
  const line = lineAround(value, start)
  if (!inside.includes("\n") && line.text.trim() !== "") return marked(typed, "`")
  const [from, to] = inside.includes("\n")
    ? [lineAround(value, start).from, lineAround(value, end).to]
    : [start, end]
  const body = value.slice(from, to)
  const before = `${gapBefore(value, from)}${fenceFor(body)}\n`
  const text = `${before}${body}\n${fenceFor(body)}\n`
  return { from, to, text, select: [from + before.length, from + before.length + body.length] }
}

/** A block on lines of its own, with room to write below it: a quote, say. The caret stands there. */
export function inserted({ value, start, end }: Typed, block: string): Edit {
  const before = value.slice(0, start).trim() === "" ? "" : gapBefore(value, start, 2)
  const text = `${before}${block.trim()}\n\n`
  return { from: start, to: end, text, select: [start + text.length, start + text.length] }
}

/** The line on which a place lies. */
export function lineAround(value: string, at: number): { from: number; to: number; text: string } {
  const from = value.lastIndexOf("\n", at - 1) + 1
  const next = value.indexOf("\n", at)
  const to = next < 0 ? value.length : next
  return { from, to, text: value.slice(from, to) }
}

/** Marks beside a space mark nothing. */
function withoutSpace({ value, start, end }: Typed): [from: number, to: number] {
  const inside = value.slice(start, end)
  if (inside.trim() === "") return [start, end]
  return [start + inside.length - inside.trimStart().length, start + inside.trimEnd().length]
}

/** Line ends until a place begins a line, with `lines` of them before it. */
function gapBefore(value: string, at: number, lines = 1): string {
  const present = /\n*$/.exec(value.slice(0, at))?.[0].length ?? 0
  return at === 0 ? "" : "\n".repeat(Math.max(0, lines - present))
}

/** Longer than any fence inside. */
function fenceFor(body: string): string {
  const longest = Math.max(2, ...Array.from(body.matchAll(/`{3,}/g), ([run]) => run.length))
  return "`".repeat(longest + 1)
}
