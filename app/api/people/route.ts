import { CallingInput, whoMayBeMeant } from "#lib/forum/calling.ts"
import { apiAnswer } from "#lib/web/api.ts"

/** Names to complete what is typed after an @: `?topic=<id>` those of a topic's people, `?q=<letters>` of all members. */
export async function GET(request: Request): Promise<Response> {
  const asked = Object.fromEntries(new URL(request.url).searchParams)
  return apiAnswer(request, async (actor) => ({
    people: await whoMayBeMeant(actor, CallingInput.parse(asked)),
  }))
}
