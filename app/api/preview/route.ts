import { z } from "zod"
import type { Actor } from "#lib/forum/actor.ts"
import { previewText } from "#lib/forum/preview.ts"
import { apiAnswer } from "#lib/web/api.ts"

const Posted = z.object({ body: z.unknown() })

/** How a text will look: `{"body": "<Markdown>"}` while it is typed. One of nothing looks like nothing. */
export async function POST(request: Request): Promise<Response> {
  const preview = async (actor: Actor, posted: unknown): Promise<{ html: string }> => {
    const { body } = Posted.parse(posted)
    if (typeof body === "string" && body.trim() === "") return { html: "" }
    return { html: await previewText(actor, { body }, "text.preview.live") }
  }
  return apiAnswer(request, preview, { whileReadOnly: true })
}
