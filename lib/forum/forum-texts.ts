/** What the forum says of itself: who it is for, its rules, what it does with what it knows of people. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import { type ForumText, ForumTextName } from "#lib/db/items/site.ts"
import { forumTexts } from "#lib/db/patterns/site.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { putForumText } from "#lib/db/writes/site.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import type { Actor } from "./actor.ts"
import { aboutForum, told } from "./administering.ts"
import { clean } from "./cleaning.ts"
import { MAX_BODY, renderText } from "./texts.ts"

export const TextInput = z.object({
  name: ForumTextName,
  version: z.coerce.number().int().min(0),
  /** Markdown as typed; empty takes the text away. */
  body: z
    .string()
    .transform((text) => clean(text).trim())
    .refine((text) => text.length <= MAX_BODY, {
      error: ({ input }) => t("inputs.body-long", { length: (input as string).length, max: MAX_BODY }),
    }),
})

/** What people call it. */
export function nameOfText(name: ForumTextName): string {
  return t(`panel.text.${name}`)
}

/** Writes one of them anew. @throws ForumError unauthenticated, forbidden, invalid, conflict */
export function setForumText(actor: Actor, input: z.output<typeof TextInput>): Promise<ForumText> {
  return untilSettled(async () => {
    const { name, version, body } = input
    authorize(actor, "settings.change", {})
    const html = await shownText(actor, body)
    const text: ForumText = { name, source: body, html, version: version + 1, updatedAt: nowIso() }
    await commit([
      putForumText(text, () => new ForumError("conflict", "changed-meanwhile")),
      await told(actor, aboutForum(`text ${name}`, nameOfText(name)), { act: "text-changed" }),
    ])
    return text
  })
}

/** As it will be shown. @throws ForumError unauthenticated, forbidden, invalid */
export async function shownText(actor: Actor, body: string): Promise<string> {
  authorize(actor, "settings.change", {})
  if (body === "") return ""
  const { shown, pictures } = await renderText(body, "text")
  // An upload is shown to whom a post shows it, and goes when none does.
  if (pictures.length > 0) throw new ForumError("invalid", "text-pictures", { field: "body" })
  return shown.html
}

/** All there are, by name. */
export async function allTexts(): Promise<Map<ForumTextName, ForumText>> {
  return new Map((await forumTexts()).map((text) => [text.name, text]))
}
