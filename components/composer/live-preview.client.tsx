"use client"
import type { ReactElement, RefObject } from "react"
import { Prose } from "#components/posts/prose.tsx"
import { t } from "#lib/words/t.ts"
import { usePreview } from "./use-preview.client.ts"

/** How the text will look, beside it or in its place. */
export function LivePreview({ field }: { field: RefObject<HTMLTextAreaElement | null> }): ReactElement {
  const { html, said } = usePreview(field)
  return (
    // One scrolls in it by keyboard, too.
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached
    <section aria-label={t("composer.preview")} tabIndex={0} className="composer-preview">
      {said && <p className="text-sm text-muted">{said}</p>}
      {html === "" ? (
        <p className="text-muted">{t("composer.preview-empty")}</p>
      ) : (
        html && <Prose html={html} />
      )}
    </section>
  )
}
