import type { ReactElement } from "react"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { ButtonLink } from "#components/ui/button.tsx"
import { Field, TextArea } from "#components/ui/field.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Time } from "#components/ui/time.tsx"
import type { DraftView } from "#lib/views/drafts.ts"
import { draftPath, draftsPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"

/** One draft, all of it, to be copied: whatever became of the place it was for. */
export function DraftText({ view, discard }: { view: DraftView; discard: WritingAction }): ReactElement {
  const { place, mark, where, fields, updatedAt, href, refusal } = view
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-5">
      <div>
        <p className="text-sm text-muted">
          <Link href={draftsPath()}>{t("drafts.title")}</Link>, <Time at={updatedAt} precise />
        </p>
        <h1>{fields.title ?? where}</h1>
      </div>
      {refusal && <Notice kind="warning">{refusal}</Notice>}
      {fields.title && (
        <Field name="title" label={t("drafts.conflict.title-field")} value={fields.title} readOnly />
      )}
      <TextArea name="body" label={t("drafts.text")} rows={14} value={fields.body ?? ""} readOnly />
      <div className="flex flex-wrap items-start gap-2">
        {href !== draftPath(place) && (
          <ButtonLink href={href} variant="primary">
            {t("drafts.continue")}
          </ButtonLink>
        )}
        <OptionForm action={discard} hidden={{ place, mark }} label={t("drafts.discard")} />
      </div>
    </div>
  )
}
