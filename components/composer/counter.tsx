import type { ReactElement } from "react"
import { t } from "#lib/words/t.ts"

/** Tells what is left of a limit once it comes near, and what is too much. Takes no room before. */
export function Counter({ length, limit }: { length: number; limit: number }): ReactElement | null {
  const left = limit - length
  if (left > limit / 5) return null
  return (
    <output className={left < 0 ? "block text-sm font-semibold text-danger" : "block text-sm text-muted"}>
      {left < 0 ? t("composer.too-many", { count: -left }) : t("composer.left", { count: left })}
    </output>
  )
}
