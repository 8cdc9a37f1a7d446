/** Cases in lists: what each is about, why, and who is on it. */

import type { AdminAct, CaseEvent } from "#lib/db/items/case-events.ts"
import type { Case, CaseQueue, ReportReason, Sanction } from "#lib/db/items/cases.ts"
import { FOREVER } from "#lib/db/items/users.ts"
import { getUsers } from "#lib/db/patterns/users.ts"
import type { Member } from "#lib/forum/actor.ts"
import { wordsOf } from "./case-words.ts"

export type CaseRow = {
  id: string
  kind: Case["subject"]["kind"]
  queue: CaseQueue
  title: string
  /** How what was reported began then. */
  excerpt?: string
  name: string
  reports: number
  reasons: ReportReason[]
  /** Watched words because of which it is one. */
  watched: string[]
  openedAt: string
  claimedBy?: { name: string; isYou: boolean }
  outcome?: NonNullable<Case["outcome"]>["type"]
}

/** Cases as lists of them show them, from what is kept of each. */
export async function rowsOf(actor: Member, cases: Case[]): Promise<CaseRow[]> {
  const names = await namesOf(cases.flatMap(({ subject, claimed }) => [subject.member, claimed?.by]))
  return cases.map(
    ({ id, subject, queue, excerpt, reports, watched = [], openedAt, state, claimed, outcome }) => ({
      ...{ id, kind: subject.kind, queue, title: subject.title, openedAt, reports: reports.length },
      ...{ name: names(subject.member), watched },
      ...(excerpt && { excerpt }),
      reasons: [...new Set(reports.map(({ reason }) => reason))],
      ...(claimed && { claimedBy: { name: names(claimed.by), isYou: claimed.by === actor.id } }),
      ...(state === "closed" && outcome && { outcome: outcome.type }),
    }),
  )
}

/** People as they are called now. */
export async function namesOf(ids: (string | undefined)[]): Promise<(id: string) => string> {
  const users = await getUsers([...new Set(ids.filter((id) => id !== undefined))])
  const names = new Map(users.map(({ id, name }) => [id, name]))
  return (id) => names.get(id) ?? ""
}

/** What an event says beside who did what. */
export type EventDetails = {
  reason?: ReportReason
  words?: string
  /** Of administration. */
  act?: AdminAct
  /** Until when, of what ends by itself; absent where it has no end. */
  until?: string
  /** What was taken back. */
  what?: Sanction
  /** What something was, and has become: names. */
  from?: string
  to?: string
}

export function detailsOf(event: CaseEvent): EventDetails {
  const words = wordsOf(event)
  return {
    ...(words && { words }),
    ...(event.type === "reported" && { reason: event.reason }),
    ...("until" in event && event.until !== FOREVER && { until: event.until }),
    ...("from" in event && event.from && { from: event.from }),
    ...("to" in event && event.to && { to: event.to }),
    ...(event.type === "administered" && { act: event.act }),
    ...(event.type === "lifted" && { what: event.what }),
  }
}
