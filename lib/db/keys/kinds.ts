/** What kind of item a key is of, for who counts what each kind consumes. */
import type { Key } from "./key.ts"

/** A word of ours, up to where what it is about begins. What people named, and what has no such word, is none. */
const WORD = /^[A-Z][A-Z_]*(?:#|$)/
const wordOf = (part: string): string => WORD.exec(part)?.[0] ?? "*"

/** Of one item: `TOPIC#/POST#`, `USER#/INBOX`; `USER#` where both parts are the same. */
export function kindOf({ PK, SK }: Key): string {
  return PK === SK ? wordOf(PK) : `${wordOf(PK)}/${wordOf(SK)}`
}

/** Of a part of an item collection: `TOPIC#/POST#…`, and in an index `GSI3 CATEGORY#…`. */
export function kindOfRange({ index, pk, sort }: { index?: string; pk: string; sort?: string }): string {
  const of = wordOf(pk)
  return index ? `${index} ${of}…` : `${of}${sort ? `/${wordOf(sort)}` : ""}…`
}

/** What is written beside something else: what was spent of a limit, what a form has made. */
const BESIDE = /^(?:RATE|FORM)#/
export const isBeside = ({ PK }: Key): boolean => BESIDE.test(PK)

/** What people call what a kind is part of; the first that fits. */
const PARTS = {
  posts: /^TOPIC#\/POST#/,
  sources: /REVISION#/,
  "page-marks": /^TOPIC#\/(?:PAGE|START|FENCE)#/,
  likes: /REACTION#|LIKED#|THANKS#|LIKES#|ANSWER/,
  places: /^GSI2 (?:TOPIC|POST)#/,
  lists: /^GSI3 CATEGORY#|^CATEGORY#\/(?:TOPIC|UNANSWERED|TOP|SITEMAP)#/,
  watching: /WATCH|KEEPING|FOLLOW|MUTES#|BOOKMARK/,
  categories: /^CATEGORY#|^GSI3 CATEGORY/,
  moderation: /CASE|EVENT#|STAFFLOG#|CLEARED#|TIMER/,
  authors: /^GSI1 /,
  reading: /READ#/,
  notifications: /NOTIF|INBOX|UNREAD#|ANSWERED#|FANOUT|NAMED#/,
  mail: /\bMAIL|DIGEST/,
  drafts: /DRAFT|KEPT#/,
  search: /^(?:SEARCH|SEGMENT)/,
  statistics: /^(?:DAY|STATS)#/,
  costs: /^COSTS#/,
  pictures: /UPLOAD|AVATAR/,
  sagas: /SAGA#/,
  tags: /^(?:GSI3 )?TAG#|^(?:GSI3 )?TAGS/,
  invitations: /INVIT/,
  limits: /^(?:RATE|FORM)#/,
  members: /^(?:USER|USERNAME|EMAIL|NAMES|ACCOUNT|TOKEN)#/,
  stream: /^(?:CHECKPOINT|BUILDS|MIGRATIONS|DEADLETTER)/,
  pages: /^STALE#/,
  settings: /^SETTINGS/,
  imports: /^(?:OLD#|IMPORT|RESTORE)/,
} as const satisfies Record<string, RegExp>

export type PartOfForum = keyof typeof PARTS

/** Undefined where nobody has a word for it. */
export function partOf(kind: string): PartOfForum | undefined {
  return (Object.keys(PARTS) as PartOfForum[]).find((part) => PARTS[part].test(kind))
}
