import { randomUUID } from "node:crypto"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { ReplyPage } from "#components/composer/reply-page.tsx"
import { Id } from "#lib/base/ids.ts"
import { MAX_BODY } from "#lib/forum/texts.ts"
import { loadReply } from "#lib/views/writing.ts"
import { currentActor } from "#lib/web/actor.ts"
import { found, only } from "#lib/web/found.ts"
import { keptFields } from "#lib/web/kept.ts"
import type { Area } from "#lib/web/paths.ts"
import { replyAction } from "./actions.ts"

type Query = Record<string, string | string[] | undefined>

/** The page with the form of a reply, in either area. */
export async function replyIn(area: Area, params: { id: string }, query: Query): Promise<ReactElement> {
  const topic = Id.safeParse(params.id)
  if (!topic.success) notFound()
  const to = Id.safeParse(only(query.to))
  const ask = { topic: topic.data, to: to.data, quote: only(query.quote) === "1", area }
  const view = await found(loadReply(await currentActor(), ask))
  const kept = await keptFields(view.page)
  const formKey = kept?.form ?? randomUUID()
  return <ReplyPage view={view} action={replyAction} formKey={formKey} kept={kept} limit={MAX_BODY} />
}
