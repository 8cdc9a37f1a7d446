import type { ReactElement, ReactNode } from "react"

/** Asks before it does: the button lies behind a first one, on the same page and without a script. */
export function Foldable({
  title,
  open = false,
  children,
}: {
  title: string
  open?: boolean
  children: ReactNode
}): ReactElement {
  return (
    <details open={open} className="rounded-md border border-border px-4 py-3">
      <summary className="font-semibold">{title}</summary>
      <div className="mt-3">{children}</div>
    </details>
  )
}
