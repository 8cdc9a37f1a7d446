import type { ReactElement } from "react"
import { happened } from "#components/moderation/case-log.tsx"
import { Quote } from "#components/moderation/case-page.tsx"
import { Time } from "#components/ui/time.tsx"
import type { PastEntry } from "#lib/views/past.ts"
import { memberPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { PanelForm } from "./panel-form.client.tsx"

/** What was done with something lately, and the way to take it back. */
export function Past({
  past,
  hidden,
  undo,
}: {
  past: PastEntry[]
  /** What says of what it is the past, where that is not the only one of its kind. */
  hidden?: Record<string, string>
  undo: WritingAction
}): ReactElement | null {
  if (past.length === 0) return null
  return (
    <section aria-labelledby="past" className="flex flex-col gap-2">
      <h2 id="past">{t("panel.past")}</h2>
      <ol className="divide-y divide-border border-y border-border">
        {past.map(({ version, at, name, act, words, changes, undoable }) => (
          <li key={version} className="flex flex-wrap items-start gap-x-4 gap-y-2 py-2">
            <div className="min-w-0 flex-1 basis-64">
              <p>
                {happened({ type: "administered", act, name, by: memberPath(name) })}{" "}
                <span className="text-sm text-muted">
                  <Time at={at} precise />
                </span>
              </p>
              {words && <Quote words={words} />}
              {changes.length > 0 && (
                <ul className="text-sm text-muted">
                  {changes.map(({ what, before, after }) => (
                    <li key={what} className="break-words">
                      {t(`panel.changed.${what as "name"}`, {
                        before: before || t("panel.nothing"),
                        after: after || t("panel.nothing"),
                      })}
                    </li>
                  ))}
                </ul>
              )}
            </div>
            {undoable && (
              <PanelForm
                action={undo}
                fields={[]}
                hidden={{ ...hidden, event: String(version) }}
                ways={[{ label: t("panel.undo"), variant: "secondary" }]}
              />
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}
