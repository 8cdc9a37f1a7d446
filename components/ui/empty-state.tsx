import type { ReactElement, ReactNode } from "react"

/** Where a list would be: says that there is nothing yet and what to do about it. */
export function EmptyState({ title, children }: { title: ReactNode; children?: ReactNode }): ReactElement {
  return (
    <div className="rounded-lg border border-dashed border-border px-4 py-8 text-center">
      <p className="font-semibold">{title}</p>
      {children && <div className="mt-1 text-muted">{children}</div>}
    </div>
  )
}
