/** What a writing form does with its draft without a script: keeps it, or throws it away. */
import { randomUUID } from "node:crypto"
import { now } from "#lib/base/clock.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { DiscardInput, keepDraft, SaveDraftInput } from "#lib/forum/drafts.ts"
import { sendDiscard } from "./drafts.ts"
import { safeNext } from "./paths.ts"

type Fields = Record<string, unknown>

/**
 * Does what one of these buttons says. @returns where the writer goes on; undefined when it was another button
 * @throws ForumError as the verbs do; zod's for a place that is none
 */
export async function draftIntent(actor: Actor, fields: Fields): Promise<string | undefined> {
  const { intent, draftPlace, draftMark, form } = fields
  if (intent === "discard-draft")
    return (await sendDiscard(actor, DiscardInput.parse({ place: draftPlace, mark: draftMark }))).to
  if (intent !== "keep-draft") return undefined
  const known = draftMark ? { mark: draftMark } : {}
  const saved = { place: draftPlace, fields: typedIn(fields), writer: randomUUID(), turn: now(), ...known }
  await keepDraft(actor, SaveDraftInput.parse({ ...saved, ...(form ? { form } : {}) }))
  return safeNext(fields.page)
}

/** Empty fields are as good as absent. */
function typedIn(fields: Fields): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== ""))
}
