import type { ReactElement } from "react"
import { Prose } from "#components/posts/prose.tsx"
import { Panel } from "#components/ui/panel.tsx"
import { t } from "#lib/words/t.ts"

/** The text exactly as it will be shown. */
export function Preview({ html }: { html: string }): ReactElement {
  return (
    <Panel aria-label={t("composer.preview")}>
      <h2 className="mb-3 text-sm font-semibold text-muted">{t("composer.preview")}</h2>
      <Prose html={html} />
    </Panel>
  )
}
