import { Readable } from "node:stream"
import { can } from "#lib/forum/access.ts"
import { EXPORTS, exportStaffLog } from "#lib/views/log-export.ts"
import { currentActor } from "#lib/web/actor.ts"

const TYPES = { csv: "text/csv; charset=utf-8", ndjson: "application/x-ndjson; charset=utf-8" }

/** A month of the staff log, `yyyy-mm.csv` or `.ndjson`, sent as it is read. For who is no staff there is nothing here. */
export async function GET(_: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  const { file } = await params
  const [month = "", ending] = file.split(".", 2)
  const format = EXPORTS.find((one) => one === ending)
  const actor = await currentActor()
  const isStaff = actor.kind === "member" && can(actor, "case.see", {})
  const lines = format && isStaff ? exportStaffLog(actor, month, format) : null
  if (!format || !lines) return new Response(null, { status: 404 })
  return new Response(Readable.toWeb(Readable.from(lines)) as ReadableStream, {
    headers: {
      "Content-Type": TYPES[format],
      "Content-Disposition": `attachment; filename="staff-log-${month}.${format}"`,
      "Cache-Control": "private, no-store",
    },
  })
}
