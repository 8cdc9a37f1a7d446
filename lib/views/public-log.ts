/** What moderators did, for everybody, where the forum wants that: with what everybody reads, and nothing of whom it concerns. */
import { CATEGORIES, LOG, SETTINGS } from "#lib/base/cache-tags.ts"
import { nowIso } from "#lib/base/clock.ts"
import type { CaseEvent, CaseEventType } from "#lib/db/items/case-events.ts"
import { eventsOfMonth, getCases, isEventPlace, momentOf, placeOfEvent } from "#lib/db/patterns/cases.ts"
import { findPosts } from "#lib/db/patterns/posts.ts"
import { findTopics } from "#lib/db/patterns/topics.ts"
import { GUEST } from "#lib/forum/actor.ts"
import { visibleCategories } from "#lib/forum/categories.ts"
import { isPublic } from "#lib/forum/seeing.ts"
import { freshSettings } from "#lib/forum/settings.ts"
import { cached } from "#lib/web/cached.ts"
import { permanentPath } from "#lib/web/paths.ts"
import { namesOf } from "./case-rows.ts"
import { placeFromAddress, placeInAddress } from "./log-places.ts"
import { around, isMonth, type StaffLogView } from "./staff-log.ts"

/**
 * Acts on what stands in public. What is about a member, who reported or appealed, what waited for approval and what was
 * found to be right is nobody's but theirs; a new kind of act is not public until it is named here.
 */
const PUBLIC = [
  ...(["edited", "hidden", "locked", "merged", "moved", "restored", "retagged", "retitled"] as const),
  ...(["split", "unlocked", "unmerged", "unsplit"] as const),
] as const satisfies CaseEventType[]
export type PublicAct = (typeof PUBLIC)[number]
const isPublicAct = (type: CaseEventType): type is PublicAct => (PUBLIC as readonly string[]).includes(type)

export type PublicLogRow = {
  key: string
  place: string
  act: PublicAct
  at: string
  /** Who did it. */
  name: string
  kind: "topic" | "post"
  category: string
  /** What it was done to, as it is called now; absent of what is out of sight. */
  topic?: { title: string; href: string }
}

export type PublicLogView = Required<Pick<StaffLogView, "month">> &
  Pick<StaffLogView, "later"> &
  Partial<Pick<StaffLogView, "earlier">> & { rows: PublicLogRow[]; next?: string }

const ENOUGH = 25
const MOST_READ = 2

/** A page of a month, the newest first; null where the forum has no such log, or the address is none. */
export async function publicLog(asked?: string, after?: string): Promise<PublicLogView | null> {
  // Each place is a page of its own: what this forum has not given is answered without a read.
  const begin = after === undefined ? undefined : placeFromAddress(after)
  if (after !== undefined && !begin) return null
  const { values } = await freshSettings()
  const present = nowIso().slice(0, 7)
  const month = asked ?? present
  if (!values["public-log"] || !isMonth(month) || month > present) return null
  if (begin && !(isEventPlace(begin) && begin.startsWith(month))) return null
  const categories = (await visibleCategories(GUEST)).filter(isPublic)
  const first = categories.map(({ createdAt }) => createdAt.slice(0, 7)).sort()[0] ?? present
  if (month < first) return null
  const rows: PublicLogRow[] = []
  let place = begin
  for (let read = 0; read < MOST_READ && rows.length < ENOUGH; read++) {
    const { items, next } = await eventsOfMonth(month, place)
    rows.push(...(await rowsOf(items, new Map(categories.map(({ id, name }) => [id, name])))))
    place = next
    if (!next) break
  }
  const { earlier, ...months } = around(month)
  // What was read last may be nobody's business: an event that is shown has a place, any other one a moment.
  const next = place && (rows.at(-1)?.place ?? momentOf(place))
  return { rows, ...months, ...(month > first && { earlier }), ...(next && { next: placeInAddress(next) }) }
}

export const loadPublicLog = cached(
  "log",
  (_month?: string, _after?: string) => [LOG, CATEGORIES, SETTINGS],
  publicLog,
)

/** By where it lies now, and lay then: neither is told of what everybody may not read. */
async function rowsOf(events: CaseEvent[], categories: Map<string, string>): Promise<PublicLogRow[]> {
  const told = events.flatMap((event) => {
    const { type, category } = event
    return isPublicAct(type) && category && categories.has(category) ? [{ ...event, act: type }] : []
  })
  const cases = await getCases(told.map((event) => event.case))
  const subjects = new Map(cases.map(({ id, subject }) => [id, subject.id]))
  const posts = await findPosts([...new Set(subjects.values())])
  const topics = new Map(
    (await findTopics([...new Set(posts.map(({ topic }) => topic))])).map((one) => [one.id, one]),
  )
  const byId = new Map(posts.map((post) => [post.id, post]))
  const names = await namesOf(told.map(({ by }) => by))
  return told.flatMap((event): PublicLogRow[] => {
    const post = byId.get(subjects.get(event.case) ?? "")
    const topic = post && topics.get(post.topic)
    const category = topic && categories.get(topic.category)
    if (!topic || !category) return []
    return [
      {
        ...{
          key: `${event.case}-${event.version}`,
          place: placeOfEvent(event),
          act: event.act,
          at: event.at,
          name: names(event.by),
        },
        ...{ kind: post.id === topic.firstPost ? "topic" : "post", category },
        ...(!topic.removed && { topic: { title: topic.title, href: permanentPath(post.id) } }),
      },
    ]
  })
}
