/** What changed between two texts, for people to read: by lines first, then by the words of the lines that changed. */
import { applyPatch, diffArrays, diffLines, structuredPatch } from "diff"

export type Change = { kind: "same" | "added" | "removed"; text: string }

/** Edits between two texts after which they are simply different: what a diff costs grows with their square. */
const MOST_LINES = 1_000
const MOST_WORDS = 600

/** A word of any script; where words are not set apart, a character; a line's end, a space, a sign. */
const TOKENS =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]\p{M}*|[\p{L}\p{N}\p{M}_]+|\n|[^\S\n]+|./gsu

/** The parts of both texts in order: without what was added they are the one before, without what was removed the one after. */
export function changesBetween(before: string, after: string): Change[] {
  const lines = diffLines(before, after, { maxEditLength: MOST_LINES })
  if (!lines) return different(before, after)
  const changes: Change[] = []
  for (let at = 0; at < lines.length; at++) {
    const [one, next] = [lines[at]!, lines[at + 1]]
    if (one.removed && next?.added) {
      changes.push(...wordsBetween(one.value, next.value))
      at++
    } else changes.push({ kind: kindOf(one), text: one.value })
  }
  return merged(changes)
}

function wordsBetween(before: string, after: string): Change[] {
  const found = diffArrays<string>(before.match(TOKENS) ?? [], after.match(TOKENS) ?? [], {
    maxEditLength: MOST_WORDS,
  })
  if (!found) return different(before, after)
  return readable(found.map((part) => ({ kind: kindOf(part), text: part.value.join("") })))
}

const kindOf = ({ added, removed }: { added: boolean; removed: boolean }): Change["kind"] =>
  added ? "added" : removed ? "removed" : "same"

const different = (before: string, after: string): Change[] =>
  merged([
    { kind: "removed", text: before },
    { kind: "added", text: after },
  ])

/** A space that stayed between words that went is no stay: what goes and what comes is told in one piece each. */
function readable(changes: Change[]): Change[] {
  const told: Change[] = []
  for (const [at, change] of changes.entries()) {
    const isBetween = at > 0 && at < changes.length - 1
    if (change.kind === "same" && isBetween && /^[^\S\n]+$/.test(change.text))
      told.push({ kind: "removed", text: change.text }, { kind: "added", text: change.text })
    else told.push(change)
  }
  return merged(told)
}

/** Parts of a kind beside each other are one; of what changed in one place, what went comes first. */
function merged(changes: Change[]): Change[] {
  const found: Change[] = []
  let [removed, added] = ["", ""]
  const close = (): void => {
    if (removed) found.push({ kind: "removed", text: removed })
    if (added) found.push({ kind: "added", text: added })
    removed = added = ""
  }
  for (const { kind, text } of changes) {
    if (text === "") continue
    if (kind === "removed") removed += text
    else if (kind === "added") added += text
    else {
      close()
      const last = found.at(-1)
      if (last?.kind === "same") last.text += text
      else found.push({ kind, text })
    }
  }
  close()
  return found
}

/** Lines that are shown before and after what changed. */
const AROUND = 2

/** Changes as they are shown: of long parts that stayed the same, the lines around what changed, and how many are left out. */
export type ShownChange = Change | { kind: "skipped"; lines: number }

export function folded(changes: Change[]): ShownChange[] {
  return changes.flatMap((change, at): ShownChange[] => {
    if (change.kind !== "same") return [change]
    const lines = change.text.split(/(?<=\n)/)
    const head = at === 0 ? 0 : AROUND + 1
    const ends = change.text.endsWith("\n") ? AROUND : AROUND + 1
    const tail = at === changes.length - 1 ? 0 : ends
    const skipped = lines.length - head - tail
    if (skipped < AROUND * 2) return [change]
    const shown = (some: string[]): Change[] =>
      some.length > 0 ? [{ kind: "same", text: some.join("") }] : []
    return [
      ...shown(lines.slice(0, head)),
      { kind: "skipped", lines: skipped },
      ...shown(tail === 0 ? [] : lines.slice(-tail)),
    ]
  })
}

/**
 * What two people made of one text, put together: what the one changed is done to the text of the other.
 * @returns undefined where both changed the same lines, or lines beside each other
 */
export function mergedText(base: string, mine: string, theirs: string): string | undefined {
  const [from, one, other] = [base, mine, theirs].map((text) => `${text}\n`) as [string, string, string]
  const patch = structuredPatch("", "", from, one, undefined, undefined, {
    context: 1,
    maxEditLength: MOST_LINES,
  })
  const text = patch && applyPatch(other, patch, { fuzzFactor: 0 })
  return text ? text.replace(/\n$/, "") : undefined
}
