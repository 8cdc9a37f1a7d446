import type { ReactElement } from "react"
import { Field, TextArea } from "#components/ui/field.tsx"
import { Panel } from "#components/ui/panel.tsx"
import type { WritingState } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import type { ServerDraft } from "./keeper.client.ts"

/** The other text where the button that keeps a draft was refused because of it: there is no script to choose with. */
export function OtherSaved({ state }: { state: WritingState }): ReactElement | null {
  const other = otherOf(state)
  if (!other) return null
  const { title, body = "" } = other.fields
  return (
    <Panel aria-label={t("drafts.conflict.body")} className="flex flex-col gap-3">
      {title && (
        <Field
          name="other-title"
          label={t("drafts.conflict.title-field")}
          value={title}
          readOnly
          form="none"
        />
      )}
      <TextArea
        name="other-body"
        label={t("drafts.conflict.body")}
        rows={6}
        value={body}
        readOnly
        form="none"
      />
      <p className="text-sm text-muted">{t("drafts.conflict.replaces")}</p>
    </Panel>
  )
}

/** Whoever has seen the other text may replace it. */
export function markAfter(state: WritingState): { draftMark?: string } {
  const other = otherOf(state)
  return other ? { draftMark: other.mark } : {}
}

function otherOf({ error }: WritingState): ServerDraft | undefined {
  return error?.code === "draft-elsewhere" ? (error.details?.draft as ServerDraft | undefined) : undefined
}
