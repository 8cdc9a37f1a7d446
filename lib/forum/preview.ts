/** How a text would look, before it is sent. */
import { z } from "zod"
import type { RuleName } from "#lib/limits/rules.ts"
import { spend } from "#lib/limits/spend.ts"
import { type Actor, requireMember } from "./actor.ts"
import { Body, renderText } from "./texts.ts"

const PreviewInput = z.object({ body: Body })

/**
 * The HTML of a text exactly as it would be shown.
 * @param rule which of the two it is: asked for by a button, or while one types
 * @throws ZodError, ForumError unauthenticated, limited, invalid
 */
export async function previewText(
  actor: Actor,
  input: Record<string, unknown>,
  rule: Extract<RuleName, `text.preview${string}`> = "text.preview",
): Promise<string> {
  const member = requireMember(actor)
  const { body } = PreviewInput.parse(input)
  await spend(rule, member.id)
  return (await renderText(body, "preview")).shown.html
}
