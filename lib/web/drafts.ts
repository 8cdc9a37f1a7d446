/** Where somebody goes on who has thrown a draft away, or brought one back. */
import type { z } from "zod"
import type { Actor } from "#lib/forum/actor.ts"
import { bringBack, type DiscardInput, throwAway } from "#lib/forum/drafts.ts"
import { draftsPath } from "./paths.ts"
import type { Outcome } from "./writing.ts"

/** To the list, which offers to bring it back. */
export async function sendDiscard(actor: Actor, input: z.output<typeof DiscardInput>): Promise<Outcome> {
  await throwAway(actor, input)
  return { to: `${draftsPath()}?thrown=${encodeURIComponent(input.place.toLowerCase())}`, stale: [] }
}

export async function sendDraftBack(actor: Actor, input: z.output<typeof DiscardInput>): Promise<Outcome> {
  await bringBack(actor, input)
  return { to: draftsPath(), stale: [] }
}
