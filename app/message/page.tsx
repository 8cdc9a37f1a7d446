import { randomUUID } from "node:crypto"
import type { Metadata } from "next"
import type { ReactElement } from "react"
import { Closed } from "#components/composer/closed.tsx"
import { MessageForm } from "#components/moderation/message-form.client.tsx"
import { MAX_MESSAGE } from "#lib/forum/staff-messages.ts"
import { begunIn } from "#lib/views/drafts.ts"
import { currentActor } from "#lib/web/actor.ts"
import { keptFields } from "#lib/web/kept.ts"
import { messagePath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { messageAction } from "./actions.ts"

export const metadata: Metadata = { title: t("moderation.message-title"), robots: { index: false } }

/** Writes to staff; what was said before is found by the notifications of it. */
export default async function MessagePage(): Promise<ReactElement> {
  const actor = await currentActor()
  const page = messagePath()
  const [{ owner, draft }, kept] = await Promise.all([begunIn(actor, "staff"), keptFields(page)])
  return (
    <div className="writing-page">
      <div>
        <h1>{t("moderation.message-title")}</h1>
        <p className="text-muted">{t("moderation.message-text")}</p>
      </div>
      <MessageForm
        action={messageAction}
        formKey={kept?.form ?? randomUUID()}
        page={page}
        initial={{ ...kept }}
        limit={MAX_MESSAGE}
        label={t("moderation.your-message")}
        send={t("moderation.send-message")}
        owner={owner}
        given={draft}
        closed={actor.kind === "guest" && <Closed signedIn={false} page={page} />}
      />
    </div>
  )
}
