import type { ReactElement, ReactNode } from "react"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { NarrowPage } from "#components/ui/panel.tsx"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import type { Choice } from "./levels.ts"

/** A page on which one chooses how closely to follow something: also the way without a script. */
export function ChoicePage<T extends string>({
  title,
  about,
  path,
  choices,
  current,
  name,
  hidden,
  action,
  saved,
  children,
}: {
  title: string
  /** What is followed, and where it is. */
  about: string
  path: string
  choices: Choice<T>[]
  current: T
  name: string
  hidden: Record<string, string>
  action: WritingAction
  saved: boolean
  /** What to know before choosing. */
  children?: ReactNode
}): ReactElement {
  return (
    <NarrowPage>
      <div>
        <h1>{title}</h1>
        <p className="mt-1">
          <Link href={path}>{about}</Link>
        </p>
      </div>
      {saved && (
        <Notice kind="success" live>
          {t("keeping.saved")}
        </Notice>
      )}
      {children}
      <OptionForm action={action} hidden={hidden} variant="primary" label={t("keeping.save")}>
        <ChoiceFields legend={title} choices={choices} current={current} name={name} />
      </OptionForm>
    </NarrowPage>
  )
}

/** The choices as radio buttons, each with its words. */
export function ChoiceFields<T extends string>({
  legend,
  choices,
  current,
  name,
  shown = false,
}: {
  legend: string
  choices: Pick<Choice<T>, "value" | "label" | "hint">[]
  current: T
  name: string
  /** Whether the legend is seen, where no heading says the same. */
  shown?: boolean
}): ReactElement {
  return (
    <fieldset className="flex flex-col gap-1">
      <legend className={shown ? "mb-1 font-semibold" : "sr-only"}>{legend}</legend>
      {choices.map(({ value, label, hint }) => (
        <label key={value} className="flex items-baseline gap-3 py-1">
          <input
            type="radio"
            name={name}
            value={value}
            defaultChecked={value === current}
            className="size-4 shrink-0 translate-y-0.5 accent-accent"
          />
          <span>
            <span className="font-semibold">{label}</span>
            <span className="block text-sm text-muted">{hint}</span>
          </span>
        </label>
      ))}
    </fieldset>
  )
}
