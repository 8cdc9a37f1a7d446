import type { ReactElement } from "react"
import { Notice } from "#components/ui/notice.tsx"

/** What to know before one writes. */
export function Hints({ hints }: { hints: string[] }): ReactElement | null {
  if (hints.length === 0) return null
  return (
    <Notice kind="warning" className="text-sm">
      {hints.map((hint) => (
        <p key={hint}>{hint}</p>
      ))}
    </Notice>
  )
}
