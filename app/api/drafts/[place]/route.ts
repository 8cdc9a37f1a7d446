import {
  bringBack,
  DiscardInput,
  DraftPlace,
  draftIn,
  keepDraft,
  SaveDraftInput,
  shownDraft,
  throwAway,
} from "#lib/forum/drafts.ts"
import { currentActor } from "#lib/web/actor.ts"
import { answering, badRequest, jsonOf } from "#lib/web/api.ts"
import { decoded } from "#lib/web/params.ts"

type Context = { params: Promise<{ place: string }> }

/** The member's draft in a place: `{ draft }`, null where there is none. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  const place = DraftPlace.safeParse(decoded((await params).place))
  if (!place.success) return badRequest()
  return answering(request, async () => {
    const draft = await draftIn(await currentActor(), place.data)
    return { draft: draft && !draft.discardedAt ? shownDraft(draft) : null }
  })
}

/** Keeps it: `{ fields, writer, turn, mark? }`; answers `{ mark, updatedAt }`, or 409 with the other `draft`. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  const input = SaveDraftInput.safeParse(await withPlace(request, params))
  if (!input.success) return badRequest()
  return answering(request, async () => {
    const { mark, updatedAt } = await keepDraft(await currentActor(), input.data)
    return { mark, updatedAt }
  })
}

/** Throws it away: `{ mark }`. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  const input = DiscardInput.safeParse(await withPlace(request, params))
  if (!input.success) return badRequest()
  return answering(request, async () => throwAway(await currentActor(), input.data))
}

/** Brings back what was thrown away: `{ mark }`. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  const input = DiscardInput.safeParse(await withPlace(request, params))
  if (!input.success) return badRequest()
  return answering(request, async () => bringBack(await currentActor(), input.data))
}

async function withPlace(request: Request, params: Context["params"]): Promise<object> {
  const body = await jsonOf(request)
  return { ...(typeof body === "object" ? body : undefined), place: decoded((await params).place) }
}
