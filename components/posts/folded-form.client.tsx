"use client"
import { type ReactElement, type ReactNode, useActionState, useEffect, useRef, useState } from "react"
import { Button } from "#components/ui/button.tsx"
import { Choice, Field, Select } from "#components/ui/field.tsx"
import { useFirstWrong } from "#components/ui/first-wrong.client.ts"
import { Notice } from "#components/ui/notice.tsx"
import type { WritingAction } from "#lib/web/writing.ts"
import { going } from "./option-form.client.tsx"

export type FoldedField = { name: string; label: string; hint?: string } & (
  | { kind: "text" }
  | { kind: "choice" | "select"; options: [value: string, label: string][]; value?: string }
)

/** A form behind a first step, open when it was refused, with what was typed still in it; also without a script. */
export function FoldedForm({
  title,
  action,
  hidden,
  fields,
  label,
  children,
}: {
  title: string
  action: WritingAction
  hidden: Record<string, string>
  fields: FoldedField[]
  /** Of the button. */
  label: string
  /** What it does. */
  children: ReactNode
}): ReactElement {
  const [scripted, setScripted] = useState(false)
  // The plain action until hydrated: React puts only that one into the HTML.
  const [state, send, sending] = useActionState(scripted ? going(action) : action, { values: {} })
  const form = useRef<HTMLFormElement>(null)
  useFirstWrong(form, state)
  useEffect(() => setScripted(true), [])
  const known = new Set(fields.map(({ name }) => name))
  const isBeside = Object.keys(state.fields ?? {}).some((name) => known.has(name))
  return (
    <details open={state.error ? true : undefined} className="rounded-md border border-border px-4 py-3">
      <summary className="font-semibold">{title}</summary>
      <form ref={form} action={send} className="mt-3 flex flex-col gap-4" noValidate>
        {state.error && (
          <Notice kind="error" live>
            {isBeside ? Object.values(state.fields ?? {}).join(" ") : state.error.message}
          </Notice>
        )}
        {Object.entries(hidden).map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {scripted && <input type="hidden" name="script" value="1" />}
        {children}
        {fields.map((field) => (
          <OneField
            key={field.name}
            field={field}
            typed={state.values[field.name]}
            error={state.fields?.[field.name]}
          />
        ))}
        <Button type="submit" className="self-start" aria-disabled={sending || state.ok !== undefined}>
          {label}
        </Button>
      </form>
    </details>
  )
}

function OneField({
  field,
  typed,
  error,
}: {
  field: FoldedField
  typed: string | undefined
  error: string | undefined
}): ReactElement {
  const { name, label, hint } = field
  if (field.kind === "text")
    return <Field {...{ name, label, hint, error }} required autoComplete="off" defaultValue={typed} />
  const chosen = typed ?? field.value
  // A new choice is a new field: React keeps what was chosen first.
  if (field.kind === "choice")
    return <Choice key={chosen} {...{ name, label, chosen }} options={field.options} />
  return (
    <Select key={chosen} {...{ name, label, hint, error }} defaultValue={chosen}>
      {field.options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </Select>
  )
}
