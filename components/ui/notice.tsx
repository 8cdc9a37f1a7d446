import type { ReactElement, ReactNode } from "react"
import { classes } from "./classes.ts"

export type NoticeKind = "info" | "success" | "warning" | "error"

const KINDS: Record<NoticeKind, string> = {
  info: "border-s-accent bg-accent-soft",
  success: "border-s-success bg-success-soft",
  warning: "border-s-warning bg-warning-soft",
  error: "border-s-danger bg-danger-soft",
}

/** A message to the reader. `live` announces it when it appears: errors at once, others when there is a pause. */
export function Notice({
  kind = "info",
  title,
  live = false,
  first = false,
  id,
  className,
  children,
}: {
  kind?: NoticeKind
  title?: ReactNode
  live?: boolean
  /** What a page that was made anew begins with, for who goes through it by keyboard or hears it. */
  first?: boolean
  id?: string
  className?: string
  children?: ReactNode
}): ReactElement {
  return (
    <div
      id={id}
      role={live ? (kind === "error" ? "alert" : "status") : undefined}
      {...(first && { tabIndex: -1, autoFocus: true })}
      className={classes("rounded-md border-s-4 px-4 py-3", KINDS[kind], className)}
    >
      {title && <p className="font-semibold">{title}</p>}
      {children}
    </div>
  )
}
