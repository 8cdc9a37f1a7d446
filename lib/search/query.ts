/** What people type into the search field, understood. */
import { wantedOf } from "./analyse.ts"

/** Characters of a query that are looked at. */
export const MAX_QUERY = 300

export type Asked = {
  /** Words outside of quotes and filters. */
  text: string
  /** What stood in quotes: these words, in this order. */
  phrases: string[]
  category?: string
  tags: string[]
  author?: string
  /** ISO dates; `before` is excluded, `after` included. */
  before?: string
  after?: string
  /** `in:topic`: only where the search began. */
  inTopic: boolean
  /** Filters that nothing can be made of, as they were typed. */
  unknown: string[]
}

const PART = /(?:(category|tag|author|before|after|in):)?(?:"([^"]*)"?|“([^”]*)”?|(\S+))/giu

/** Takes a query apart. Never fails: what is no filter is text. */
export function parseQuery(typed: string): Asked {
  const asked: Asked = { text: "", phrases: [], tags: [], inTopic: false, unknown: [] }
  const words: string[] = []
  for (const [whole, key, straight, curly, bare] of typed.slice(0, MAX_QUERY).toWellFormed().matchAll(PART)) {
    const quoted = straight ?? curly
    const value = (quoted ?? bare ?? "").trim()
    if (key) {
      if (value && !filter(asked, key.toLowerCase(), value)) asked.unknown.push(whole)
    } else if (quoted !== undefined) {
      if (value) asked.phrases.push(value)
    } else words.push(value)
  }
  return { ...asked, text: words.join(" ") }
}

function filter(asked: Asked, key: string, value: string): boolean {
  if (key === "category") asked.category = value.toLowerCase()
  else if (key === "tag") asked.tags.push(value.replace(/^#/, "").toLowerCase())
  else if (key === "author") asked.author = value.replace(/^@/, "")
  else if (key === "in") {
    asked.inTopic ||= value.toLowerCase() === "topic"
    return value.toLowerCase() === "topic"
  } else return date(asked, key as "before" | "after", value)
  return true
}

/** `2026`, `2026-03` or `2026-03-09`: the beginning of it. */
function date(asked: Asked, key: "before" | "after", value: string): boolean {
  const match = /^(\d{4})(?:-(\d{1,2}))?(?:-(\d{1,2}))?$/.exec(value)
  if (!match) return false
  const [year, month, day] = match.slice(1).map((part) => Number(part ?? 1)) as [number, number, number]
  const time = new Date(Date.UTC(year, month - 1, day))
  if (time.getUTCMonth() !== month - 1 || time.getUTCDate() !== day) return false
  asked[key] = time.toISOString()
  return true
}

/** Whether anything was asked for. */
export function isEmpty(asked: Asked): boolean {
  const filtered = asked.category || asked.author || asked.before || asked.after || asked.tags.length > 0
  return !filtered && wantedOf([asked.text, ...asked.phrases].join(" ")).length === 0
}
