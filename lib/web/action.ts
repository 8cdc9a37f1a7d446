/** Server actions of plain forms: they work before, and without, the script. */
import { headers } from "next/headers"
import { unstable_rethrow } from "next/navigation"
import type { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import type { Actor } from "#lib/forum/actor.ts"
import { learnForumName } from "#lib/forum/present-look.ts"
import { requireOpen } from "#lib/forum/read-only.ts"
import { currentActor } from "./actor.ts"
import { type FormState, fieldsOf, refusedState, valuesOf } from "./forms.ts"

/**
 * Makes the function of a form. Anyone can call it with anything: the schema says what may come in, the work
 * asks whether this actor may. A redirect passes through; every refusal becomes the form's next state.
 * @param schema of the fields by name; unknown fields are dropped · @param work gives what the form shows
 * @param whileReadOnly whether it goes on while the forum is read only: coming in, going, looking
 */
export function formAction<S extends z.ZodType, T>(
  schema: S,
  work: (actor: Actor, input: z.output<S>, formData: FormData) => Promise<T>,
  { whileReadOnly = false } = {},
): (state: FormState<T>, formData: FormData) => Promise<FormState<T>> {
  return async (_state, formData) => {
    // Next gives what was posted; a hand-made request may hold anything.
    const form = formData instanceof FormData ? formData : new FormData()
    try {
      await refuseForeign()
      const input = await schema.parseAsync(fieldsOf(form))
      const actor = await currentActor()
      await learnForumName()
      if (!whileReadOnly) await requireOpen(actor)
      const ok = await work(actor, input, form)
      // Afterwards: pictures that came along are named in the text now.
      return { ok, values: valuesOf(form) }
    } catch (error) {
      unstable_rethrow(error)
      return refusedState(error, valuesOf(form))
    }
  }
}

/**
 * Next compares Origin with the host, but lets a missing one pass. Browsers of this decade also say from where
 * a request comes; what says "from another site" is refused, what says nothing is no browser with a session to steal.
 */
async function refuseForeign(): Promise<void> {
  const site = (await headers()).get("sec-fetch-site")
  if (site === "cross-site" || site === "same-site") throw new ForumError("forbidden", "foreign-form")
}
