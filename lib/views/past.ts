/** What administrators did with a thing lately, and what of it can be taken back. */

import type { CaseEvent } from "#lib/db/items/case-events.ts"
import type { CaseSubject } from "#lib/db/items/cases.ts"
import { lastEventsOfCase } from "#lib/db/patterns/cases.ts"
import { caseIdOf } from "#lib/forum/cases.ts"
import { namesOf } from "./case-rows.ts"

type Administered = Extract<CaseEvent, { type: "administered" }>

export type PastEntry = {
  version: number
  at: string
  name: string
  act: Administered["act"]
  words?: string
  /** Of what was changed, as it was and as it became. */
  changes: { what: string; before: string; after: string }[]
  undoable: boolean
}

/** How much of a past is shown: the staff log tells all. */
const PAST = 10
/** Nor is a whole style sheet. */
const SHOWN = 200

/**
 * The last of what was done, the newest first.
 * @param acts whose changes are told in full · @param isUndoable whether it is still as that act left it
 */
export async function pastOf(
  subject: CaseSubject,
  acts: readonly Administered["act"][],
  isUndoable: (event: Administered) => boolean,
): Promise<PastEntry[]> {
  const events = await lastEventsOfCase(caseIdOf(subject), PAST)
  const names = await namesOf(events.flatMap((event) => [event.by, ...membersIn(event)]))
  return events.reverse().flatMap((event): PastEntry[] => {
    if (event.type !== "administered") return []
    const { version, at, by, act, words, before, after } = event
    const what = acts.includes(act) ? Object.keys({ ...before, ...after }) : []
    return [
      {
        ...{ version, at, act, name: names(by) },
        ...(words && { words }),
        changes: what.map((one) => {
          const told = (value: unknown) => (one === MEMBER ? names(String(value ?? "")) : said(value))
          return { what: one, before: told(before?.[one]), after: told(after?.[one]) }
        }),
        undoable: acts.includes(act) && isUndoable(event),
      },
    ]
  })
}

/** What is told of by a member's id. */
const MEMBER = "moderator"

function membersIn(event: CaseEvent): string[] {
  if (event.type !== "administered") return []
  return [event.before?.[MEMBER], event.after?.[MEMBER]].filter((id) => typeof id === "string")
}

function said(value: unknown): string {
  if (value === undefined || value === null) return ""
  const text = typeof value === "object" ? "…" : String(value)
  return text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text
}
