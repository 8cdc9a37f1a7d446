import { isForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { zipOf } from "#lib/forum/archive.ts"
import { fetchArchive } from "#lib/forum/exporting.ts"
import { currentActor } from "#lib/web/actor.ts"

/** One's own data as a zip file. For everybody else there is nothing here. */
export async function GET(_: Request, { params }: { params: Promise<{ saga: string }> }): Promise<Response> {
  const id = Id.safeParse((await params).saga)
  if (!id.success) return new Response(null, { status: 404 })
  try {
    const saga = await fetchArchive(await currentActor(), id.data)
    return new Response(zipOf(saga), {
      headers: {
        "Content-Type": "application/zip",
        "Content-Disposition": `attachment; filename="forum-data-${saga.startedAt.slice(0, 10)}.zip"`,
        "Cache-Control": "private, no-store",
      },
    })
  } catch (error) {
    if (isForumError(error, "not-found")) return new Response(null, { status: 404 })
    if (isForumError(error, "limited")) return new Response(error.message, { status: 429 })
    throw error
  }
}
