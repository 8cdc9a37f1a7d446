import { ReadInput, readUpTo } from "#lib/forum/reading.ts"
import { apiAnswer } from "#lib/web/api.ts"

/** Remembers how far a member has read: `{"post": "<id>"}`. */
export async function POST(request: Request): Promise<Response> {
  return apiAnswer(request, async (actor, posted) => {
    await readUpTo(actor, ReadInput.parse(posted))
  })
}
