/** Forms in which one writes: send, preview, or sign in first and find the text again. */
import { createHash } from "node:crypto"
import { headers } from "next/headers"
import { redirect } from "next/navigation"
import { z } from "zod"
import { DAY, now } from "#lib/base/clock.ts"
import { ForumError, isForumError } from "#lib/base/errors.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { previewText } from "#lib/forum/preview.ts"
import { isReadOnlyFor, requireOpen } from "#lib/forum/read-only.ts"
import { type SimilarTopic, similarTo } from "#lib/views/similar.ts"

import { formAction } from "./action.ts"
import { refresh } from "./cached.ts"
import { clientOf } from "./client-address.ts"
import { draftIntent } from "./draft-intents.ts"
import { type FormState, fieldsOf, valuesOf } from "./forms.ts"
import { forgetKept, keepForm } from "./kept.ts"
import { swapTexts, takeHead } from "./other-text.ts"
import { keptPath, safeNext, signInPath } from "./paths.ts"
import { takePictures } from "./pictures.ts"

/** What writing led to: where one sees it, and which pages show it. */
export type Outcome = { to: string; stale: string[] }

/** What a writing form shows after it was sent: the text as it would look, or where to go (a script goes there by itself). */
export type Written = { preview?: string; similar?: SimilarTopic[]; to?: string }
export type WritingState = FormState<Written>
export type WritingAction = (state: WritingState, form: FormData) => Promise<WritingState>

const Fields = z.record(z.string(), z.unknown())

/**
 * Makes the action of a writing form. Which button was pressed comes as `intent`: `preview`, `sign-in`, else send.
 * @param send one verb of the forum and what follows from it
 */
export function writingAction<S extends z.ZodType>(
  schema: S,
  send: (actor: Actor, input: z.output<S>) => Promise<Outcome>,
): WritingAction {
  return formAction(
    Fields,
    async (actor, sent, form): Promise<Written> => {
      if (sent.intent === "sign-in") return signInFirst(form)
      // How it will look is shown all the same; pictures wait until they can be kept.
      if (sent.intent === "preview" && (await isReadOnlyFor(actor))) form.delete("image")
      else await requireOpen(actor)
      await takePictures(actor, form)
      const fields = fieldsOf(form)
      if (fields.intent === "preview") {
        // One after the other: who may not have the one has no search made.
        const preview = await previewText(actor, fields)
        return { preview, ...(await similarWithout(actor, fields)) }
      }
      if (fields.intent === "take-other" || fields.intent === "take-merged") return swapTexts(form)
      const isForDraft = fields.intent === "keep-draft" || fields.intent === "discard-draft"
      if (fields.intent === "sign-in" || (isForDraft && actor.kind === "guest")) return signInFirst(form)
      try {
        const kept = await draftIntent(actor, fields)
        if (kept) return redirect(kept)
        const { to, stale } = await send(actor, await schema.parseAsync(keyed(actor, fields)))
        refresh(stale)
        await forgetKept()
        // The page is loaded anew by the form's script, after it has let go of its own copy of the text.
        if (fields.script === "1") return { to }
        return redirect(to)
      } catch (error) {
        if (isForumError(error, "forbidden") && TAKEN_AWAY.has(error.code)) await keepText(actor, fields)
        if (isForumError(error, "conflict") && error.code === "edited-meanwhile")
          takeHead(form, error.details)
        if (!isForumError(error, "not-found")) throw error
        // To guests what is private does not exist: their session may just have ended.
        if (actor.kind === "guest") return signInFirst(form)
        // The form's own page is gone as well: the text is shown on another.
        await keepForm(await keeper(actor), keptPath(), valuesOf(form))
        return redirect(keptPath())
      }
    },
    { whileReadOnly: true },
  )
}

/** Who is suspended in the middle of writing has their text as a draft, for when they may send it. */
const TAKEN_AWAY: ReadonlySet<string> = new Set(["suspended", "silenced"])

/** The form keeps what was typed as well: where there is no room for a draft, that has to do. */
async function keepText(actor: Actor, fields: Record<string, unknown>): Promise<void> {
  try {
    await draftIntent(actor, { ...fields, intent: "keep-draft" })
  } catch (error) {
    if (!(error instanceof ForumError) && !(error instanceof z.ZodError)) throw error
  }
}

/** With the script they come while the title is typed. The preview comes without them where they were asked for too often. */
async function similarWithout(actor: Actor, { script, title }: Record<string, unknown>): Promise<Written> {
  if (script === "1" || typeof title !== "string") return {}
  try {
    return { similar: await similarTo(actor, title, clientOf(await headers())) }
  } catch (error) {
    if (isForumError(error, "limited")) return {}
    throw error
  }
}

/** A key that the page made. Programs that choose their own know what they send twice. */
const PAGE_KEY = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

/**
 * Back leads to a form with a new key, and a browser without our script has put the sent text into it again:
 * there the same words in the same place are one thing, for a day.
 */
function keyed(actor: Actor, fields: Record<string, unknown>): Record<string, unknown> {
  const { script, form, topic, replyTo, case: about, category, title, body } = fields
  if (script === "1" || !PAGE_KEY.test(String(form)) || actor.kind !== "member") return fields
  const said = [actor.id, Math.floor(now() / DAY), topic, replyTo, about, category, title, body]
  return { ...fields, form: createHash("sha256").update(JSON.stringify(said)).digest("base64url") }
}

/** Makes the action of a form that is one button, perhaps with a choice or a reason. */
export function buttonAction<S extends z.ZodType>(
  schema: S,
  press: (actor: Actor, input: z.output<S>) => Promise<Outcome>,
): WritingAction {
  return formAction(schema, async (actor, input, form): Promise<Written> => {
    const { to, stale } = await press(actor, input)
    refresh(stale)
    return form.get("script") === "1" ? { to } : redirect(to)
  })
}

async function signInFirst(form: FormData): Promise<never> {
  const fields = valuesOf(form)
  const page = safeNext(fields.page)
  await keepForm(await keeper(), page, fields)
  redirect(signInPath(page))
}

/** Whose limit it is: the member's, or that of the address from which a guest comes. */
async function keeper(actor?: Actor): Promise<string> {
  if (actor?.kind === "member") return actor.id
  return clientOf(await headers())
}
