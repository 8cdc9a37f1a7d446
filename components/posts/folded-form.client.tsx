"use client"
import { type ReactElement, type ReactNode, useId } from "react"
import { Button, type ButtonVariant } from "#components/ui/button.tsx"
import { Choice, Field, Select, TextArea } from "#components/ui/field.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { SentAlong, useLeadingForm } from "./leading-form.client.tsx"

/** @property only shown where another choice makes it count (variants.css, .asked-for) */
export type FoldedField = { name: string; label: string; hint?: string; only?: string } & (
  | { kind: "text"; value?: string; optional?: boolean }
  | { kind: "area"; value?: string; optional?: boolean }
  | { kind: "day" }
  | { kind: "moment" }
  | { kind: "choice" | "select"; options: [value: string, label: string][]; value?: string }
)

/** A form behind a first step, open when it was refused, with what was typed still in it; also without a script. */
export function FoldedForm({
  title,
  action,
  hidden,
  fields,
  label,
  variant,
  again,
  children,
}: {
  title: string
  action: WritingAction
  hidden: Record<string, string>
  fields: FoldedField[]
  /** Of the button. */
  label: string
  variant?: ButtonVariant
  /** Where it is seen as it is now, when somebody else was quicker. */
  again?: string
  /** What it does. */
  children?: ReactNode
}): ReactElement {
  const { form, state, send, isBusy, scripted } = useLeadingForm(action)
  // Several such forms of one page have fields of the same names.
  const own = useId()
  const known = new Set(fields.map(({ name }) => name))
  const isBeside = Object.keys(state.fields ?? {}).some((name) => known.has(name))
  return (
    <details open={state.error ? true : undefined} className="rounded-md border border-border px-4 py-3">
      <summary className="font-semibold">{title}</summary>
      <form ref={form} action={send} className="asked-for mt-3 flex flex-col gap-4" noValidate>
        {state.error && (
          <Notice kind="error" live>
            {isBeside ? Object.values(state.fields ?? {}).join(" ") : state.error.message}
            {again && state.error.code === "case-overtaken" && (
              <p className="mt-2">
                <Link href={again}>{t("moderation.as-it-is")}</Link>
              </p>
            )}
          </Notice>
        )}
        <SentAlong fields={hidden} scripted={scripted} />
        {children}
        {fields.map((field) => (
          <div key={field.name} data-for={field.only}>
            <OneField
              field={field}
              id={`${own}-${field.name}`}
              typed={state.values[field.name]}
              error={state.fields?.[field.name]}
            />
          </div>
        ))}
        <Button type="submit" variant={variant} className="self-start" aria-disabled={isBusy}>
          {label}
        </Button>
      </form>
    </details>
  )
}

function OneField({
  field,
  id,
  typed,
  error,
}: {
  field: FoldedField
  id: string
  typed: string | undefined
  error: string | undefined
}): ReactElement {
  const { name, label, hint } = field
  if (field.kind === "day" || field.kind === "moment")
    return (
      <Field
        type={field.kind === "day" ? "date" : "datetime-local"}
        {...{ id, name, label, hint, error }}
        defaultValue={typed}
      />
    )
  if (field.kind === "text" || field.kind === "area") {
    const { optional = false, value } = field
    const rest = { id, name, label, hint, error, required: !optional, defaultValue: typed ?? value }
    return field.kind === "area" ? <TextArea {...rest} rows={3} /> : <Field {...rest} autoComplete="off" />
  }
  const chosen = typed ?? field.value
  // A new choice is a new field: React keeps what was chosen first.
  if (field.kind === "choice")
    return <Choice key={chosen} {...{ name, label, chosen }} options={field.options} />
  return (
    <Select key={chosen} {...{ id, name, label, hint, error }} defaultValue={chosen}>
      {field.options.map(([value, text]) => (
        <option key={value} value={value}>
          {text}
        </option>
      ))}
    </Select>
  )
}
