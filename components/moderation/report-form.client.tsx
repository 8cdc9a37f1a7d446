"use client"
import type { ReactElement } from "react"
import { SentAlong, useLeadingForm } from "#components/posts/leading-form.client.tsx"
import { Button } from "#components/ui/button.tsx"
import { Choice, TextArea } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"

/** What is wrong with something, chosen and in words. */
export function ReportForm({
  action,
  hidden,
  reasons,
  maxWords,
}: {
  action: WritingAction
  hidden: Record<string, string>
  /** What can be wrong with it, each in words. */
  reasons: [value: string, label: string][]
  maxWords: number
}): ReactElement {
  const { form, state, send, isBusy, scripted } = useLeadingForm(action)
  const { reason, words } = state.values
  const errors = Object.values(state.fields ?? {})
  return (
    <form ref={form} action={send} className="flex flex-col gap-4" noValidate>
      {state.error && (
        <Notice kind="error" live>
          {errors.length > 0 ? errors.join(" ") : state.error.message}
        </Notice>
      )}
      <SentAlong fields={hidden} scripted={scripted} />
      {/* A new choice is a new field: React keeps what was chosen first. */}
      <Choice
        key={reason}
        name="reason"
        label={t("moderation.reason")}
        chosen={reason ?? ""}
        error={state.fields?.reason}
        options={reasons}
      />
      <TextArea
        name="words"
        label={t("moderation.words")}
        hint={t("moderation.words-hint", { max: maxWords })}
        error={state.fields?.words}
        rows={4}
        defaultValue={words}
      />
      <Button type="submit" variant="primary" className="self-start" aria-disabled={isBusy}>
        {t("moderation.send-report")}
      </Button>
    </form>
  )
}
