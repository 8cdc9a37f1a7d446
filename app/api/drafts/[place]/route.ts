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
import { apiAnswer } from "#lib/web/api.ts"
import { decoded } from "#lib/web/params.ts"

type Context = { params: Promise<{ place: string }> }

/** The member's draft in a place: `{ draft }`, null where there is none. */
export async function GET(request: Request, { params }: Context): Promise<Response> {
  return apiAnswer(request, async (actor) => {
    const draft = await draftIn(actor, DraftPlace.parse(decoded((await params).place)))
    return { draft: draft && !draft.discardedAt ? shownDraft(draft) : null }
  })
}

/** Keeps it: `{ fields, writer, turn, mark? }`; answers `{ mark, updatedAt }`, or 409 with the other `draft`. */
export async function PUT(request: Request, { params }: Context): Promise<Response> {
  return apiAnswer(request, async (actor, posted) => {
    const { mark, updatedAt } = await keepDraft(actor, SaveDraftInput.parse(await inPlace(posted, params)))
    return { mark, updatedAt }
  })
}

/** Throws it away: `{ mark }`. */
export async function DELETE(request: Request, { params }: Context): Promise<Response> {
  return apiAnswer(request, async (actor, posted) =>
    throwAway(actor, DiscardInput.parse(await inPlace(posted, params))),
  )
}

/** Brings back what was thrown away: `{ mark }`. */
export async function POST(request: Request, { params }: Context): Promise<Response> {
  return apiAnswer(request, async (actor, posted) =>
    bringBack(actor, DiscardInput.parse(await inPlace(posted, params))),
  )
}

async function inPlace(posted: unknown, params: Context["params"]): Promise<object> {
  return { ...(posted as object | undefined), place: decoded((await params).place) }
}
