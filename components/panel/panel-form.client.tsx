"use client"
import { Fragment, type ReactElement, type ReactNode } from "react"
import { SentAlong, useLeadingForm } from "#components/posts/leading-form.client.tsx"
import { Button, type ButtonVariant } from "#components/ui/button.tsx"
import { Choice, Field, Select, TextArea } from "#components/ui/field.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { hueStep } from "#components/ui/steps.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"

/** `id` where another form of the page asks for the same. */
type Told = { name: string; id?: string; label: string; hint?: string; value?: string }

type Options = [value: string, label: string][]

/** A field of a form of the panel, as plain data: the page says what is asked, the form how. */
export type PanelField =
  | (Told & {
      kind: "text"
      type?: "text" | "number" | "email" | "date" | "color"
      min?: number
      max?: number
      required?: boolean
      autoComplete?: string
    })
  | (Told & { kind: "area"; rows?: number; mono?: boolean })
  | (Told & { kind: "select"; options: Options })
  | (Told & { kind: "choice"; options: Options })
  | (Told & { kind: "hue"; options: Options })
  | (Told & { kind: "check"; on: boolean })
  | (Told & { kind: "file"; accept: string })

/** One way to send the form. */
export type PanelWay = { label: string; name?: string; value?: string; variant?: ButtonVariant }

/** A form of the panel: what was wrong stands beside its field, and nothing typed is lost. */
export function PanelForm({
  action,
  fields,
  hidden = {},
  ways,
  label,
  children,
}: {
  action: WritingAction
  fields: PanelField[]
  hidden?: Record<string, string>
  ways: PanelWay[]
  /** The form's name where there are several on a page. */
  label?: string
  /** Before the buttons. */
  children?: ReactNode
}): ReactElement {
  const { form, state, send, isBusy, scripted } = useLeadingForm(action)
  const wasSent = Object.keys(state.values).length > 0
  // Somebody else was quicker: what they set stands beside each field, and saving again is meant.
  const { version, now } = (state.error?.details ?? {}) as { version?: number; now?: Record<string, string> }
  const kept = version === undefined ? hidden : { ...hidden, version: String(version) }
  const beside = fields.filter(({ name }) => state.fields?.[name])
  return (
    <form ref={form} action={send} aria-label={label} className="flex flex-col gap-4" noValidate>
      {state.error && (
        <Notice kind="error" live>
          {beside.length > 0
            ? beside.map(({ name, label }) => (
                <p key={name}>
                  <a href={`#${name}`}>{label}</a>: {state.fields?.[name]}
                </p>
              ))
            : Object.values(state.fields ?? {}).join(" ") || state.error.message}
        </Notice>
      )}
      <SentAlong fields={kept} scripted={scripted} />
      {fields.map((field) => (
        <Fragment key={field.name}>
          {shown(
            withPresent(field, now?.[field.name], state.values[field.name]),
            wasSent ? (state.values[field.name] ?? "") : field.value,
            state.fields?.[field.name],
            wasSent ? field.name in state.values : undefined,
          )}
        </Fragment>
      ))}
      {children}
      <div className="flex flex-wrap gap-2">
        {ways.map(({ label, name, value, variant = "primary" }) => (
          <Button
            key={label}
            type="submit"
            name={name}
            value={value}
            variant={variant}
            aria-disabled={isBusy}
          >
            {label}
          </Button>
        ))}
      </div>
    </form>
  )
}

/** A field beside which stands what it is now, where that is not what was sent. */
function withPresent(field: PanelField, present: string | undefined, sent: string | undefined): PanelField {
  if (present === undefined || present === (sent ?? "")) return field
  const value = "options" in field ? field.options.find(([one]) => one === present)?.[1] : present
  const said = t("panel.present", { value: value || t("panel.nothing") })
  return { ...field, hint: field.hint ? `${field.hint} ${said}` : said }
}

/** @param value as it was sent last, else as it is kept · @param isOn whether a box was sent, where anything was */
function shown(field: PanelField, value = "", error?: string, isOn?: boolean): ReactElement {
  const { name, id = name, label, hint } = field
  const common = { name, id, label, hint, error }
  if (field.kind === "area")
    return (
      <TextArea
        {...common}
        key={value}
        rows={field.rows ?? 4}
        defaultValue={value}
        className={field.mono ? "font-mono text-sm" : undefined}
        spellCheck={!field.mono}
      />
    )
  if (field.kind === "select")
    return (
      // A new value is a new field: React keeps what was chosen first.
      <Select {...common} key={value} defaultValue={value}>
        {field.options.map(([value, label]) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </Select>
    )
  if (field.kind === "choice")
    return <Choice key={value} {...{ name, label, error }} options={field.options} chosen={value} />
  if (field.kind === "hue")
    return (
      <fieldset key={value}>
        <legend className="mb-1.5 font-semibold">{label}</legend>
        <div className="flex flex-wrap gap-x-5 gap-y-1.5">
          {field.options.map(([one, label]) => (
            <label key={one} className="flex items-baseline gap-1.5">
              <input
                type="radio"
                name={name}
                value={one}
                defaultChecked={one === value}
                className="accent-accent"
              />
              <span className="hue" data-hue={hueStep(Number(one))} />
              {label}
            </label>
          ))}
        </div>
      </fieldset>
    )
  if (field.kind === "check")
    return (
      <div>
        <label className="flex items-baseline gap-2">
          <input
            key={String(isOn)}
            type="checkbox"
            id={id}
            name={name}
            value={field.value ?? "on"}
            defaultChecked={isOn ?? field.on}
            className="accent-accent"
            aria-describedby={hint ? `${id}-hint` : undefined}
          />
          <span className="font-semibold">{label}</span>
        </label>
        {hint && (
          <p id={`${id}-hint`} className="text-sm text-muted">
            {hint}
          </p>
        )}
      </div>
    )
  if (field.kind === "file") return <Field {...common} type="file" accept={field.accept} />
  const { type, min, max, required, autoComplete = "off" } = field
  const isShort = type === "number" || type === "date"
  return (
    <Field
      {...common}
      {...{ type, min, max, required, autoComplete }}
      defaultValue={value}
      className={type === "color" ? "h-11 max-w-24 cursor-pointer" : isShort ? "w-44" : undefined}
    />
  )
}
