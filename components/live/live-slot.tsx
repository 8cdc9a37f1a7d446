import type { ReactElement, ReactNode } from "react"

/**
 * The place where something new is announced: below what one reads, and at the lower edge of the window while that
 * is further down. It has one size, whether there is something or not; readers of the screen are told politely.
 */
export function LiveSlot({ children }: { children: ReactNode }): ReactElement {
  return (
    <div className="live-slot needs-js no-print">
      <div role="status" className="contents">
        {children && <p className="live-notice">{children}</p>}
      </div>
    </div>
  )
}
