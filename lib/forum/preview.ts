/** How a text would look, before it is sent. */
import { z } from "zod"
import { spend } from "#lib/limits/spend.ts"
import { type Actor, requireMember } from "./actor.ts"
import { Body, renderText } from "./texts.ts"

const PreviewInput = z.object({ body: Body })

/** The HTML of a text exactly as it would be shown. @throws ZodError, ForumError unauthenticated, limited, invalid */
export async function previewText(actor: Actor, input: Record<string, unknown>): Promise<string> {
  const { body } = PreviewInput.parse(input)
  const member = requireMember(actor)
  await spend("text.preview", member.id)
  return (await renderText(body, "preview")).html
}
