"use server"
/** What the form of a text calls. Rights are checked in the verbs. */
import { z } from "zod"
import { LOOK, SETTINGS } from "#lib/base/cache-tags.ts"
import { setForumText, shownText, TextInput } from "#lib/forum/forum-texts.ts"
import { formAction } from "#lib/web/action.ts"
import { refresh } from "#lib/web/cached.ts"

const Form = z.intersection(TextInput, z.object({ intent: z.string().optional() }))

export const textAction = formAction(
  Form,
  async (actor, { intent, ...input }): Promise<{ preview?: string; saved?: number }> => {
    if (intent === "preview") return { preview: await shownText(actor, input.body) }
    const { version } = await setForumText(actor, input)
    // The first text makes a link of every page.
    refresh([SETTINGS, LOOK])
    return { saved: version }
  },
)
