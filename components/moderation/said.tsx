import type { ReactElement } from "react"
import { t } from "#lib/words/t.ts"

/** What moderators say, as typed. */
export function Said({ words }: { words: string }): ReactElement {
  return (
    <p className="mt-1 whitespace-pre-line">
      <span className="text-muted">{t("moderation.they-say")}</span> <bdi>{words}</bdi>
    </p>
  )
}
