/**
 * Finds the block tags `[quote]`, `[spoiler]`, `[details]` and `:::spoiler` that have both ends, before
 * anything is parsed: each tag is looked at once, so ten thousand unclosed ones cost no more than one.
 */

export type TagName = "quote" | "spoiler" | "details"

/** A tag with both ends. `closeAt` is the offset of its closing tag in the source that `pairTags` returns. */
export type Tag = { name: TagName; attributes: string; closeAt: number }

type Mark = {
  name: TagName
  colons: boolean
  closing: boolean
  attributes: string
  from: number
  to: number
  /** Where the text of its line begins. */
  at: number
  /** Nothing but other tags stand before it on its line. */
  first: boolean
}
type Line = { start: number; end: number; depth: number; at: number; plain: boolean }

const TAG = /\[(\/?)(quote|spoiler|details)(?:=((?:["“][^"”\n]{0,200}["”])?[^\]\n]{0,200}))?\]/iy
const COLONS = /:::[ \t]?(?:(spoiler|details)\b[ \t]*([^\n]{0,200}))?(?=\n|$)/iy
const FENCE = /`{3,}(?=[^`\n]*(?:\n|$))|~{3,}/y

/**
 * Pairs the tags of a source and puts each of them on a line of its own (where the line is no quotation or
 * list). Gives the source so changed and the pairs by offset of their opening tag. Unpaired tags stay text.
 */
export function pairTags(source: string): { source: string; tags: Map<number, Tag> } {
  const pairs: [Mark, Mark][] = []
  if (!/\[\/(?:quote|spoiler|details)\]|^[> \t]*:::/im.test(source)) return { source, tags: new Map() }
  const breaks = new Set<number>()
  const open = new Map<number, Mark[]>()
  let fence: { depth: number; mark: string } | undefined

  for (const line of linesOf(source)) {
    if (fence && line.depth < fence.depth) fence = undefined
    FENCE.lastIndex = line.at
    const mark = FENCE.exec(source)?.[0]
    if (fence) {
      if (mark && closesFence(source, line, mark, fence.mark)) fence = undefined
      continue
    }
    if (mark) {
      fence = { depth: line.depth, mark }
      continue
    }
    const stack = open.get(line.depth) ?? []
    open.set(line.depth, stack)
    for (const found of marksOf(source, line)) match(stack, found, pairs)
  }

  const tags = new Map<number, Tag>()
  for (const pair of pairs) for (const mark of pair) addBreaks(source, mark, breaks)
  const places = [...breaks].sort((a, b) => a - b)
  for (const [start, end] of pairs) {
    tags.set(start.from + countUpTo(places, start.from), {
      name: start.name,
      attributes: start.attributes,
      closeAt: end.from + countUpTo(places, end.from),
    })
  }
  return { source: withBreaks(source, places), tags }
}

function* linesOf(source: string): Generator<Line> {
  for (let start = 0; start < source.length; ) {
    const next = source.indexOf("\n", start)
    const end = next < 0 ? source.length : next
    let at = start
    let depth = 0
    let listed = false
    for (; at < end; at++) {
      const char = source[at]!
      if (char === ">") depth++
      else if (char === " " || char === "\t") continue
      else if (/[-*+]/.test(char) && /[ \t]/.test(source[at + 1] ?? "")) listed = true
      else {
        const number = /\d/.test(char) ? /^\d{1,9}[.)][ \t]/.exec(source.slice(at, at + 11)) : null
        if (!number) break
        at += number[0].length - 1
        listed = true
      }
    }
    yield { start, end, depth, at, plain: depth === 0 && !listed && at - start <= 3 }
    start = end + 1
  }
}

function closesFence(source: string, line: Line, mark: string, opened: string): boolean {
  return (
    mark[0] === opened[0] &&
    mark.length >= opened.length &&
    source.slice(line.at + mark.length, line.end).trim() === ""
  )
}

/** The tags of one line that may open or close a block; those inside code or a sentence are left out. */
function marksOf(source: string, line: Line): Mark[] {
  COLONS.lastIndex = line.at
  const colons = COLONS.exec(source)
  if (colons) {
    const name = (colons[1]?.toLowerCase() ?? "spoiler") as TagName
    const attributes = colons[2]?.trim() ?? ""
    const { at, end } = line
    return [{ name, colons: true, closing: !colons[1], attributes, from: at, to: end, at, first: true }]
  }
  const marks: Mark[] = []
  let first = true
  for (let i = line.at; i < line.end; i++) {
    const char = source[i]
    if (char === "[") {
      TAG.lastIndex = i
      const found = TAG.exec(source)
      if (found) {
        const name = found[2]!.toLowerCase() as TagName
        const closing = found[1] === "/"
        const attributes = found[3] ?? ""
        const to = TAG.lastIndex
        marks.push({ name, colons: false, closing, attributes, from: i, to, at: line.at, first })
        i = to - 1
        continue
      }
    }
    if (char === "\\") i++
    if (char === "`") i = afterCode(source, i, line.end) - 1
    if (char !== " " && char !== "\t") first = false
  }
  const blocks = withoutInline(marks)
  if (line.plain) return blocks
  return blocks.filter((mark) => mark.from === line.at && source.slice(mark.to, line.end).trim() === "")
}

/** Takes out pairs that begin and end within the line's text: inline spoilers, and tags amid a sentence. */
function withoutInline(marks: Mark[]): Mark[] {
  const dropped = new Set<Mark>()
  const stack: Mark[] = []
  for (const mark of marks) {
    if (!mark.closing) stack.push(mark)
    else if (stack.at(-1)?.name === mark.name) {
      const start = stack.pop()!
      if (start.first && start.name !== "spoiler") continue
      dropped.add(start).add(mark)
    }
  }
  return marks.filter((mark) => !dropped.has(mark) && (mark.closing || mark.first))
}

function afterCode(source: string, from: number, end: number): number {
  let to = from
  while (source[to] === "`") to++
  const run = source.slice(from, to)
  for (let at = source.indexOf(run, to); at >= 0 && at < end; ) {
    let after = at
    while (source[after] === "`") after++
    if (after - at === run.length) return after
    at = source.indexOf(run, after)
  }
  return to
}

function match(stack: Mark[], found: Mark, pairs: [Mark, Mark][]): void {
  if (!found.closing) {
    stack.push(found)
    return
  }
  const fits = (mark: Mark): boolean =>
    found.colons ? mark.colons : mark.name === found.name && !mark.colons
  // What was opened inside and never closed stays text. Looking back is bounded, so that a heap of closing
  // tags without a partner cannot be expensive.
  for (let i = stack.length - 1, tries = 0; i >= 0 && tries < 50; i--, tries++) {
    if (!fits(stack[i]!)) continue
    pairs.push([stack[i]!, found])
    stack.length = i
    return
  }
}

function addBreaks(source: string, mark: Mark, breaks: Set<number>): void {
  if (mark.from > mark.at) breaks.add(mark.from)
  let after = mark.to
  while (source[after] === " " || source[after] === "\t") after++
  if (after < source.length && source[after] !== "\n") breaks.add(after)
}

function countUpTo(places: number[], offset: number): number {
  let low = 0
  let high = places.length
  while (low < high) {
    const middle = (low + high) >> 1
    if (places[middle]! <= offset) low = middle + 1
    else high = middle
  }
  return low
}

function withBreaks(source: string, places: number[]): string {
  let result = ""
  let from = 0
  for (const place of places) {
    result += `${source.slice(from, place)}\n`
    from = place
  }
  return result + source.slice(from)
}
