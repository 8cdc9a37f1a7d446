"use client"
import { type ReactElement, useActionState, useRef } from "react"
import { Preview } from "#components/composer/preview.tsx"
import { Button } from "#components/ui/button.tsx"
import { TextArea } from "#components/ui/field.tsx"
import { useFirstWrong } from "#components/ui/first-wrong.client.ts"
import { Notice } from "#components/ui/notice.tsx"
import type { FormState } from "#lib/web/form-state.ts"
import { t } from "#lib/words/t.ts"

/** What became of it: how it will look, or the version that was saved. */
export type TextDone = { preview?: string; saved?: number }

/** One of the forum's texts, as Markdown. */
export function TextForm({
  action,
  name,
  title,
  hint,
  source,
  version,
}: {
  action: (state: FormState<TextDone>, form: FormData) => Promise<FormState<TextDone>>
  name: string
  title: string
  hint: string
  source: string
  version: number
}): ReactElement {
  const [state, send, isSending] = useActionState(action, { values: {} } as FormState<TextDone>)
  const form = useRef<HTMLFormElement>(null)
  useFirstWrong(form, state)
  const isPreview = state.ok?.preview !== undefined
  return (
    <form ref={form} action={send} className="flex flex-col gap-4" noValidate>
      {state.error && !state.fields?.body && (
        <Notice kind="error" live>
          {state.error.message}
        </Notice>
      )}
      {state.ok?.saved !== undefined && (
        <Notice kind="success" live>
          {t("panel.saved")}
        </Notice>
      )}
      {isPreview && <Preview html={state.ok?.preview ?? ""} />}
      <input type="hidden" name="name" value={name} />
      {/* Saved here, it is the next version; saved elsewhere, that is told. */}
      <input type="hidden" name="version" value={state.ok?.saved ?? state.values.version ?? version} />
      <TextArea
        key={state.values.body}
        name="body"
        id={`text-${name}`}
        label={title}
        hint={hint}
        error={state.fields?.body}
        rows={10}
        defaultValue={state.values.body ?? source}
      />
      <div className="flex flex-wrap gap-2">
        <Button type="submit" variant="primary" aria-disabled={isSending}>
          {t("panel.text.save", { title })}
        </Button>
        <Button type="submit" name="intent" value="preview" aria-disabled={isSending}>
          {t("panel.text.preview")}
        </Button>
      </div>
    </form>
  )
}
