/**
 * The browser's own copy of what one types: of one member, in one form, until the server has it. So it is there when no
 * answer comes, when the session has ended, and for guests.
 */
import type { Fields } from "./fields.client.ts"

export type LocalCopy = {
  at: number
  fields: Fields
  /** The server's draft that it goes on from. */
  mark?: string
}

/** A copy that nobody came back to. */
const FORGET_AFTER = 30 * 24 * 60 * 60 * 1000
const PREFIX = "stoa:draft:"

/** @param owner the member, so that the next one at this browser sees nothing; guests share a place */
const keyOf = (owner: string | undefined, place: string, writer: string): string =>
  `${PREFIX}${owner ?? "guest"}:${place}:${writer}`

/** Writes down what one form holds. No other form writes there. */
export function writeCopy(
  owner: string | undefined,
  place: string,
  writer: string,
  copy: Omit<LocalCopy, "at">,
): void {
  try {
    localStorage.setItem(keyOf(owner, place, writer), JSON.stringify({ at: Date.now(), ...copy }))
  } catch {
    // Full or forbidden: the text is still in the form.
  }
}

export function forgetCopy(owner: string | undefined, place: string, writer: string): void {
  forget([keyOf(owner, place, writer)])
}

/** The newest text of another form in this place, closed or still open elsewhere, that the server does not have; and how to forget it. */
export function copyOfAnother(
  owner: string | undefined,
  place: string,
  writer: string,
): { copy: LocalCopy; forget: () => void } | undefined {
  const own = keyOf(owner, place, writer)
  const start = keyOf(owner, place, "")
  const found = all().filter(({ key }) => key.startsWith(start) && key !== own)
  const [newest] = found.sort((a, b) => b.copy.at - a.copy.at)
  return newest && { copy: newest.copy, forget: () => forget([newest.key]) }
}

/** Every copy there is; old ones, and what is none, go. */
function all(): { key: string; copy: LocalCopy }[] {
  try {
    const keys = Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))
    const copies = keys.map((key) => ({ key, copy: parsed(localStorage.getItem(key)) }))
    forget(copies.filter(({ copy }) => !copy).map(({ key }) => key))
    return copies.filter((one): one is { key: string; copy: LocalCopy } => one.copy !== undefined)
  } catch {
    return []
  }
}

function parsed(text: string | null): LocalCopy | undefined {
  try {
    const copy = JSON.parse(text ?? "null")
    const isCopy = typeof copy?.at === "number" && typeof copy.fields === "object"
    return isCopy && Date.now() - copy.at < FORGET_AFTER ? copy : undefined
  } catch {
    return undefined
  }
}

function forget(keys: string[]): void {
  try {
    for (const key of keys) localStorage.removeItem(key)
  } catch {
    // Forbidden: then there is nothing either.
  }
}
