import type { ReactElement } from "react"
import { loadReadOnly } from "#lib/views/read-only.ts"
import { t } from "#lib/words/t.ts"

/** Above every page while nobody writes: before one begins to. */
export async function ReadOnly(): Promise<ReactElement | null> {
  if (!(await loadReadOnly())) return null
  return (
    <aside aria-label={t("shell.notice")} className="no-print border-b border-border bg-warning-soft">
      <p className="shell py-2 text-sm">
        <strong>{t("shell.read-only")}</strong> {t("shell.read-only-text")}
      </p>
    </aside>
  )
}
