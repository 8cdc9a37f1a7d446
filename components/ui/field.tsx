import type { ComponentProps, ReactElement, ReactNode } from "react"
import { classes } from "./classes.ts"

type Labelled = {
  /** Also the id, unless one is given. */
  name: string
  label: ReactNode
  /** What to know before typing. */
  hint?: ReactNode
  /** What is wrong and how to make it right. */
  error?: ReactNode
}

const CONTROL =
  "w-full rounded-md border bg-surface px-3 py-2 text-base text-text border-field " +
  "aria-invalid:border-danger aria-invalid:border-2 disabled:opacity-60 [&[type=number]]:max-w-40"

/** One line of text (or another `type`) with its label, hint and error. */
export function Field({
  label,
  hint,
  error,
  className,
  ...rest
}: ComponentProps<"input"> & Labelled): ReactElement {
  return (
    <Labelling {...{ label, hint, error, id: rest.id ?? rest.name }}>
      <input {...rest} {...described({ hint, error, ...rest })} className={classes(CONTROL, className)} />
    </Labelling>
  )
}

/** Several lines of text. */
export function TextArea({
  label,
  hint,
  error,
  className,
  ...rest
}: ComponentProps<"textarea"> & Labelled): ReactElement {
  return (
    <Labelling {...{ label, hint, error, id: rest.id ?? rest.name }}>
      <textarea
        rows={10}
        {...rest}
        {...described({ hint, error, ...rest })}
        className={classes(CONTROL, "resize-y leading-relaxed", className)}
      />
    </Labelling>
  )
}

/** A choice of one; the options are its children. */
export function Select({
  label,
  hint,
  error,
  className,
  ...rest
}: ComponentProps<"select"> & Labelled): ReactElement {
  return (
    <Labelling {...{ label, hint, error, id: rest.id ?? rest.name }}>
      <select {...rest} {...described({ hint, error, ...rest })} className={classes(CONTROL, className)} />
    </Labelling>
  )
}

/** A choice of one that is all in sight; the first is chosen unless another is said to be. */
export function Choice({
  name,
  label,
  options,
  chosen,
  error,
}: {
  name: string
  label: ReactNode
  options: [value: string, label: ReactNode][]
  chosen?: string
  /** What is wrong and how to make it right. */
  error?: ReactNode
}): ReactElement {
  return (
    <fieldset
      className="flex flex-col gap-1.5"
      {...(error && { role: "radiogroup", "aria-invalid": true, "aria-describedby": `${name}-error` })}
    >
      <legend className="mb-1.5 font-semibold">{label}</legend>
      {options.map(([value, text], i) => (
        <label key={value} className="flex items-baseline gap-2">
          <input
            type="radio"
            className="accent-accent"
            name={name}
            value={value}
            defaultChecked={chosen === undefined ? i === 0 : value === chosen}
            {...(error && i === 0 && { autoFocus: true })}
          />
          <span>{text}</span>
        </label>
      ))}
      <Notes {...{ id: name, error }} />
    </fieldset>
  )
}

function Labelling({
  id,
  label,
  hint,
  error,
  children,
}: Omit<Labelled, "name"> & { id: string; children: ReactNode }): ReactElement {
  return (
    <div className="flex flex-col gap-1.5">
      <label htmlFor={id} className="font-semibold">
        {label}
      </label>
      {children}
      <Notes {...{ id, hint, error }} />
    </div>
  )
}

function Notes({ id, hint, error }: { id: string; hint?: ReactNode; error?: ReactNode }): ReactElement {
  return (
    <>
      {error && (
        <p id={`${id}-error`} className="text-sm font-semibold text-danger">
          {error}
        </p>
      )}
      {hint && (
        <p id={`${id}-hint`} className="text-sm text-muted">
          {hint}
        </p>
      )}
    </>
  )
}

/** Without a script the page comes anew with what was wrong: the first such field has the focus. */
function described({
  id,
  name,
  hint,
  error,
}: {
  id?: string
  name: string
  hint?: ReactNode
  error?: ReactNode
}): { id: string; autoFocus?: true; "aria-invalid"?: true; "aria-describedby"?: string } {
  const own = id ?? name
  const notes = [error && `${own}-error`, hint && `${own}-hint`].filter(Boolean).join(" ")
  return {
    id: own,
    ...(error && { "aria-invalid": true, autoFocus: true }),
    ...(notes && { "aria-describedby": notes }),
  }
}
