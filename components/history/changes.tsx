import type { ReactElement } from "react"
import type { ShownChange } from "#lib/markup/changes.ts"
import { t } from "#lib/words/t.ts"

/** What changed in a text: underlined what came, struck through what went, and both said to who hears it. */
export function Changes({ changes }: { changes: ShownChange[] }): ReactElement {
  return (
    <div className="font-mono text-sm leading-relaxed whitespace-pre-wrap wrap-anywhere" dir="auto">
      {changes.map((change, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a text that never changes
        <Part key={at} change={change} />
      ))}
    </div>
  )
}

function Part({ change }: { change: ShownChange }): ReactElement {
  if (change.kind === "skipped")
    return (
      <p className="my-1 border-y border-dashed border-border py-0.5 text-center font-sans text-muted">
        {t("history.skipped", { lines: change.lines })}
      </p>
    )
  if (change.kind === "same") return <>{change.text}</>
  return change.kind === "added" ? (
    <ins className="rounded-sm bg-success-soft underline decoration-success decoration-2 underline-offset-3">
      <span className="sr-only">{t("history.added-start")}</span>
      {change.text}
      <span className="sr-only">{t("history.added-end")}</span>
    </ins>
  ) : (
    <del className="rounded-sm bg-danger-soft line-through decoration-danger">
      <span className="sr-only">{t("history.removed-start")}</span>
      {change.text}
      <span className="sr-only">{t("history.removed-end")}</span>
    </del>
  )
}
