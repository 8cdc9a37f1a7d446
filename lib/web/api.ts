/** JSON routes that the forum's own pages ask: who may ask, and which status a refusal has. */
import { z } from "zod"
import { isForumError } from "#lib/base/errors.ts"
import { messageOf } from "#lib/base/messages.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { requireOpen } from "#lib/forum/read-only.ts"
import { currentActor } from "./actor.ts"
import { PRIVATE } from "./headers.ts"

const STATUS = {
  "not-found": 404,
  unauthenticated: 401,
  forbidden: 403,
  conflict: 409,
  limited: 429,
  invalid: 400,
}

/**
 * Answers with what the work gives, as JSON that nobody keeps; 204 when it gives nothing. A refusal is its status, its
 * code and its sentence, and what one needs to go on (`retryAfter`, the other draft); what another site sends is refused before anything is done.
 * @param work gets who asks, and what was posted: anything at all, so it parses
 * @param read what was posted, where that is not JSON · @param whileReadOnly whether it writes nothing
 */
export async function apiAnswer(
  request: Request,
  work: (actor: Actor, posted: unknown) => Promise<unknown>,
  { read = (): Promise<unknown> => request.json(), whileReadOnly = false } = {},
): Promise<Response> {
  const isRead = request.method === "GET"
  if (!isRead && isForeign(request)) return refused(403, "foreign-form", messageOf("foreign-form"))
  try {
    const posted = isRead ? undefined : await read().catch(() => undefined)
    const actor = await currentActor()
    if (!isRead && !whileReadOnly) await requireOpen(actor)
    const given = await work(actor, posted)
    return given === undefined ? answer(204) : answer(200, given)
  } catch (error) {
    if (isForumError(error)) return refused(STATUS[error.kind], error.code, error.message, error.details)
    if (error instanceof z.ZodError) return refused(400, "invalid-input", error.issues[0]?.message ?? "")
    throw error
  }
}

/** Other sites may not speak for a member. Browsers say where a request comes from, in one of two headers. */
function isForeign({ headers }: Request): boolean {
  const site = headers.get("sec-fetch-site")
  if (site) return site !== "same-origin"
  const origin = headers.get("origin")
  return origin !== null && (!URL.canParse(origin) || new URL(origin).host !== headers.get("host"))
}

function refused(
  status: number,
  code: string,
  message: string,
  details: Record<string, unknown> = {},
): Response {
  return answer(status, { ...details, code, message })
}

function answer(status: number, body?: unknown): Response {
  const headers = { "cache-control": PRIVATE }
  return body === undefined
    ? new Response(null, { status, headers })
    : Response.json(body, { status, headers })
}
