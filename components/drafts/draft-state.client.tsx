"use client"
import type { ReactElement } from "react"
import { Button } from "#components/ui/button.tsx"
import { Field, TextArea } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { t } from "#lib/words/t.ts"
import type { DraftHold, OtherText } from "./hold.ts"
import type { Kept } from "./keeper.client.ts"

/** What became of the text so far, in a line that is there from the beginning. What is wrong is read out, a save is not. */
export function DraftState({ draft }: { draft: DraftHold }): ReactElement {
  const { kept, undo } = draft
  const isWrong = !["not-yet", "saved"].includes(kept.how)
  return (
    <p className="min-h-6 text-sm text-muted">
      {kept.how === "saved" && t("drafts.saved")}
      <span role="status">
        {isWrong && wordsOf(kept)}
        {undo && (
          <>
            {t("drafts.thrown")}{" "}
            <Button size="small" variant="quiet" onClick={undo}>
              {t("drafts.back")}
            </Button>
          </>
        )}
      </span>
    </p>
  )
}

function wordsOf(kept: Kept): string {
  if (kept.how === "offline") return t("drafts.here-only")
  if (kept.how === "signed-out") return t("drafts.signed-out")
  if (kept.how === "refused") return kept.message
  return t("drafts.waits")
}

/** Another text for the same place, in full, to be taken or left: neither is lost before somebody has decided. */
export function OtherDraft({ draft, id }: { draft: DraftHold; id: string }): ReactElement | null {
  const { other, takeOther, keepThis } = draft
  if (!other) return null
  return (
    <Notice kind="warning" live className="flex flex-col gap-3">
      <p>
        {introductionOf(other)} {other.from !== "form" && t("drafts.conflict.how")}
      </p>
      {other.fields.title && (
        <Field
          name="other-title"
          id={`${id}-other-title`}
          label={t("drafts.conflict.title-field")}
          value={other.fields.title}
          readOnly
          form="none"
        />
      )}
      <TextArea
        name="other-body"
        id={`${id}-other-body`}
        label={t("drafts.conflict.body")}
        rows={6}
        value={other.fields.body ?? ""}
        readOnly
        form="none"
      />
      <p className="flex flex-wrap gap-2">
        {other.from !== "form" && <Button onClick={takeOther}>{t("drafts.conflict.take")}</Button>}
        <Button onClick={keepThis}>
          {other.from === "form" ? t("drafts.conflict.close") : t("drafts.conflict.keep")}
        </Button>
      </p>
    </Notice>
  )
}

function introductionOf({ from }: OtherText): string {
  if (from === "form") return t("drafts.conflict.form")
  return from === "here" ? t("drafts.conflict.here") : t("drafts.conflict.elsewhere")
}
