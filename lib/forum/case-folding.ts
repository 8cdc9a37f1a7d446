/** A case is the fold of its events: nothing else decides what it has become. */

import type { CaseEvent } from "#lib/db/items/case-events.ts"
import type { Case } from "#lib/db/items/cases.ts"

/** So many reports of one matter are kept by who made them: more say nothing new. */
export const MOST_REPORTS = 100

/** What these events make of a case; `undefined` is the one that has not begun. */
export function foldCase(events: readonly CaseEvent[], begin?: Case): Case | undefined {
  return events.reduce<Case | undefined>(withEvent, begin)
}

/** The case after one more event. @throws when it is not the next one: a gap would be a state that never was */
export function withEvent(before: Case | undefined, event: CaseEvent): Case {
  if (event.version !== (before?.version ?? 0) + 1)
    throw new Error(`event ${event.version} of case ${event.case} does not follow ${before?.version ?? 0}`)
  const one = before ?? begun(event)
  const { version, at, category } = event
  return { ...applied(one, event), version, updatedAt: at, ...(category && { category }) }
}

function begun(event: CaseEvent): Case {
  if (!("subject" in event) || !event.subject) throw new Error(`case ${event.case} begins with ${event.type}`)
  return {
    id: event.case,
    subject: event.subject,
    version: 0,
    turn: 0,
    state: "closed",
    queue: event.type === "wrote" ? "message" : "report",
    createdAt: event.at,
    openedAt: event.at,
    updatedAt: event.at,
    reports: [],
    reportCount: 0,
  }
}

function applied(one: Case, event: CaseEvent): Case {
  const { by, at } = event
  const act = { by, at, ...("words" in event && event.words !== undefined && { words: event.words }) }
  const turn = event.version
  switch (event.type) {
    case "reported": {
      const open = one.state === "open" ? one : without(opened(one, "report", at), "watched")
      const reports = [...(one.state === "open" ? one.reports : []), { by, at, reason: event.reason }]
      const excerpt = event.seen?.excerpt ?? one.excerpt
      return {
        ...{ ...open, reports: reports.slice(0, MOST_REPORTS), reportCount: one.reportCount + 1 },
        ...(excerpt && { excerpt }),
      }
    }
    case "wrote":
      if (event.staff) return { ...closed(one), turn, outcome: { type: "answered", by, at } }
      // Whoever answers has to have read it.
      return { ...(one.state === "open" ? one : opened(one, "message", at)), turn }
    case "claimed":
      return { ...one, turn, claimed: { by, at } }
    case "released":
      return { ...without(one, "claimed"), turn }
    case "hidden":
      return { ...without(closed(one), "appeal"), turn, outcome: { type: "hidden", ...act }, hidden: act }
    case "restored":
      return {
        ...{ ...without(without(closed(one), "hidden"), "appeal"), turn, queue: "report" },
        outcome: { type: "restored", ...act },
      }
    case "administered":
    case "cleared-avatar":
    case "cleared-about":
    case "trusted":
      return { ...one, turn }
    case "warned":
    case "silenced":
    case "suspended": {
      const until = event.type === "warned" ? {} : { until: event.until }
      const saga = event.saga ? { saga: event.saga } : {}
      const sanctions = { ...one.sanctions, [event.type]: { ...act, ...until, ...saga } }
      return { ...sanctioned(one, event.type, act, sanctions), turn }
    }
    case "swept": {
      const sanctions = { ...one.sanctions, suspended: { ...act, until: event.until } }
      return { ...sanctioned(one, "suspended", act, sanctions), turn }
    }
    case "unswept":
    case "lifted": {
      const what = event.type === "lifted" ? event.what : "suspended"
      const { [what]: _, ...others } = one.sanctions ?? {}
      const sanctions = { ...others, ...(event.type === "unswept" && goingOn(event)) }
      const after = { ...sanctioned(one, "lifted", act, sanctions), turn }
      // What is reported meanwhile is another matter.
      if (one.state !== "open" || one.queue !== "report") return after
      return { ...after, state: "open", ...(one.claimed && { claimed: one.claimed }) }
    }
    case "accepted":
    case "edited":
    case "locked":
    case "merged":
    case "moved":
    case "pinned":
    case "pinned-home":
    case "retagged":
    case "retitled":
    case "split":
    case "timed-lock":
    case "timed-unlock":
    case "unaccepted":
    case "unlocked":
    case "unmerged":
    case "unpinned":
    case "unpinned-home":
    case "unsplit":
    case "untimed":
      return { ...one, turn }
    case "dismissed":
    case "settled":
      return { ...closed(one), turn, outcome: { type: event.type, ...act } }
    case "appealed":
      return { ...opened(one, "appeal", at), turn, appeal: { by, at, words: event.words } }
    case "reopened":
      return { ...opened(one, one.queue, at), turn }
    case "applied":
      return { ...opened(one, "newcomer", at), turn }
    case "held":
      return { ...opened(one, "held", at), turn, ...because(event) }
    case "held-changed":
      return { ...without(one, "watched"), turn, subject: event.subject, ...because(event) }
    case "taken-back":
      return { ...without(closed(one), "watched"), turn, outcome: { type: "taken-back", ...act } }
    case "flagged":
      // What was reported before was decided about.
      return {
        ...(one.state === "open" ? one : { ...opened(one, "report", at), reports: [] }),
        ...because(event),
      }
    case "approved":
    case "rejected":
      return { ...closed(one), turn, outcome: { type: event.type, ...act } }
  }
}

function because({ watched, excerpt }: { watched: string[]; excerpt: string }): Partial<Case> {
  return { excerpt, ...(watched.length > 0 && { watched }) }
}

/** Staff have done something about the member, and so about what was reported or appealed against. */
function sanctioned(
  one: Case,
  type: "warned" | "silenced" | "suspended" | "lifted",
  act: { by: string; at: string; words?: string },
  sanctions: NonNullable<Case["sanctions"]>,
): Case {
  const rest = without(without(closed(one), "appeal"), "sanctions")
  const some = Object.keys(sanctions).length > 0
  return { ...rest, queue: "report", outcome: { type, ...act }, ...(some && { sanctions }) }
}

/** A suspension of before goes on, and may be appealed against. */
function goingOn({ by, at, earlier }: Extract<CaseEvent, { type: "unswept" }>): Case["sanctions"] {
  return earlier && { suspended: { by, at, words: earlier.why, until: earlier.until } }
}

function opened(one: Case, queue: Case["queue"], at: string): Case {
  return { ...without(one, "claimed"), state: "open", queue, openedAt: at }
}

function closed(one: Case): Case {
  return { ...without(one, "claimed"), state: "closed" }
}

function without(one: Case, name: "claimed" | "hidden" | "appeal" | "sanctions" | "watched"): Case {
  const { [name]: _, ...rest } = one
  return rest
}
