/** A month of the staff log as a file. */
import { eventsOfMonth } from "#lib/db/patterns/cases.ts"
import { authorize } from "#lib/forum/access.ts"
import type { Member } from "#lib/forum/actor.ts"
import { isMonth, rowsFor, type StaffLogRow } from "./staff-log.ts"

export const EXPORTS = ["csv", "ndjson"] as const
export type ExportFormat = (typeof EXPORTS)[number]

/**
 * All of a month's log as a file, a page of it after the other, the newest first.
 * @returns null where it is no month @throws ForumError unauthenticated, forbidden
 */
export function exportStaffLog(
  actor: Member,
  month: string,
  format: ExportFormat,
): AsyncGenerator<string> | null {
  authorize(actor, "case.see", {})
  return isMonth(month) ? linesOf(actor, month, format) : null
}

const COLUMNS = [
  "at",
  "type",
  "by",
  "case",
  "kind",
  "title",
  "about",
  "reason",
  "words",
  "until",
  "from",
  "to",
]

async function* linesOf(actor: Member, month: string, format: ExportFormat): AsyncGenerator<string> {
  if (format === "csv") yield `${COLUMNS.join(",")}\r\n`
  for (let after: string | undefined, isMore = true; isMore; ) {
    const { items, next } = await eventsOfMonth(month, after)
    yield (await rowsFor(actor, items)).map((row) => lineOf(flat(row), format)).join("")
    after = next
    isMore = next !== undefined
  }
}

function flat({ key: _, place: __, name, case: about, what, ...row }: StaffLogRow): Record<string, unknown> {
  const { id, kind, title, name: member } = about
  return { ...row, by: name, case: id, kind, title, about: member, ...(what && { reason: what }) }
}

function lineOf(row: Record<string, unknown>, format: ExportFormat): string {
  if (format === "ndjson") return `${JSON.stringify(row)}\n`
  return `${COLUMNS.map((name) => cellOf(String(row[name] ?? ""))).join(",")}\r\n`
}

/** RFC 4180; what a spreadsheet would take for a formula is text. */
function cellOf(text: string): string {
  return `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`
}
