"use client"
import { type ReactElement, useActionState, useEffect, useRef, useState } from "react"
import { going } from "#components/posts/option-form.client.tsx"
import { Button } from "#components/ui/button.tsx"
import { Choice, TextArea } from "#components/ui/field.tsx"
import { useFirstWrong } from "#components/ui/first-wrong.client.ts"
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
  const [scripted, setScripted] = useState(false)
  // The plain action until hydrated: React puts only that one into the HTML.
  const [state, send, sending] = useActionState(scripted ? going(action) : action, { values: {} })
  const form = useRef<HTMLFormElement>(null)
  useFirstWrong(form, state)
  useEffect(() => setScripted(true), [])
  const { reason, words } = state.values
  const errors = Object.values(state.fields ?? {})
  return (
    <form ref={form} action={send} className="flex flex-col gap-4" noValidate>
      {state.error && (
        <Notice kind="error" live>
          {errors.length > 0 ? errors.join(" ") : state.error.message}
        </Notice>
      )}
      {Object.entries(hidden).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {scripted && <input type="hidden" name="script" value="1" />}
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
      <Button type="submit" variant="primary" className="self-start" aria-disabled={sending || !!state.ok}>
        {t("moderation.send-report")}
      </Button>
    </form>
  )
}
