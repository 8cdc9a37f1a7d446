import type { Actor } from "#lib/forum/actor.ts"
import { isReadOnlyFor } from "#lib/forum/read-only.ts"
import { ReadInput, readUpTo } from "#lib/forum/reading.ts"
import { apiAnswer } from "#lib/web/api.ts"

/** Remembers how far a member has read: `{"post": "<id>"}`. */
export async function POST(request: Request): Promise<Response> {
  const mark = async (actor: Actor, posted: unknown): Promise<void> => {
    const input = ReadInput.parse(posted)
    // It comes by itself, and nobody misses it: not told, and not tried again.
    if (!(await isReadOnlyFor(actor))) await readUpTo(actor, input)
  }
  return apiAnswer(request, mark, { whileReadOnly: true })
}
