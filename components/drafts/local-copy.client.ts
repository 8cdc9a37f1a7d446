/**
 * The browser's own copies of what one types. One for each tab, so that a text stands as it was after a reload, on the next
 * page, when no answer comes; and one for each form that lasts longer than its tab, until the server has it.
 */
import type { Fields } from "./fields.client.ts"

export type Copy = {
  at: number
  fields: Fields
  /** The server's draft that it goes on from. */
  mark?: string
  /** Whether the server has it as well. */
  isSaved: boolean
}

/** A copy that nobody came back to. */
const FORGET_AFTER = 30 * 24 * 60 * 60 * 1000
const PREFIX = "stoa:draft:"

/** Where a text is written, and by whom: the next one at this browser sees nothing of it. Guests share a place. */
export type CopyPlace = { owner: string | undefined; place: string }
const nameOf = ({ owner, place }: CopyPlace): string => `${PREFIX}${owner ?? "guest"}:${place}`

/** What this tab held last in a place. */
export function tabCopy(at: CopyPlace): Copy | undefined {
  return guarded(() => parsed(sessionStorage.getItem(nameOf(at))))
}

/** Writes down what one form holds, for its tab, and until the server has it for others as well. */
export function writeCopy(at: CopyPlace, writer: string, copy: Omit<Copy, "at">): void {
  const text = JSON.stringify({ at: Date.now(), ...copy })
  guarded(() => sessionStorage.setItem(nameOf(at), text))
  guarded(() =>
    copy.isSaved
      ? localStorage.removeItem(`${nameOf(at)}:${writer}`)
      : localStorage.setItem(`${nameOf(at)}:${writer}`, text),
  )
}

export function forgetCopy(at: CopyPlace, writer: string): void {
  guarded(() => sessionStorage.removeItem(nameOf(at)))
  guarded(() => localStorage.removeItem(`${nameOf(at)}:${writer}`))
}

/** A text that was set aside for another, until somebody throws it away. @returns how to forget it */
export function setAside(at: CopyPlace, writer: string, fields: Fields): () => void {
  const name = `${nameOf(at)}:${writer}-aside`
  guarded(() => localStorage.setItem(name, JSON.stringify({ at: Date.now(), fields, isSaved: false })))
  return () => guarded(() => localStorage.removeItem(name))
}

/** The newest text of another form in this place that the server does not have; and how to forget it. */
export function copyOfAnother(at: CopyPlace, writer: string): { copy: Copy; forget: () => void } | undefined {
  const own = `${nameOf(at)}:${writer}`
  const found = copies().filter(({ key }) => key.startsWith(`${nameOf(at)}:`) && key !== own)
  const [newest] = found.sort((a, b) => b.copy.at - a.copy.at)
  return newest && { copy: newest.copy, forget: () => guarded(() => localStorage.removeItem(newest.key)) }
}

/** Every copy that outlived its tab; old ones, and what is none, go. */
function copies(): { key: string; copy: Copy }[] {
  const keys = guarded(() => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) ?? []
  return keys.flatMap((key) => {
    const copy = guarded(() => parsed(localStorage.getItem(key)))
    if (!copy) guarded(() => localStorage.removeItem(key))
    return copy ? [{ key, copy }] : []
  })
}

function parsed(text: string | null): Copy | undefined {
  const copy = JSON.parse(text ?? "null")
  const isCopy = typeof copy?.at === "number" && typeof copy.fields === "object"
  return isCopy && Date.now() - copy.at < FORGET_AFTER ? copy : undefined
}

/** Storage may be forbidden, full, or hold something else: then there is no copy, and the text is still in the form. */
function guarded<T>(work: () => T): T | undefined {
  try {
    return work()
  } catch {
    return undefined
  }
}
