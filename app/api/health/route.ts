/** GET /api/health: for monitors, and for the launcher, which waits for it. */
import { health } from "#lib/web/health.ts"

export const dynamic = "force-dynamic"

export async function GET(): Promise<Response> {
  const report = await health()
  return Response.json(report, {
    status: report.status === "ok" ? 200 : 503,
    headers: { "Cache-Control": "no-store" },
  })
}
