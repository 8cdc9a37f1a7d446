import type { Metadata } from "next"
import type { ReactElement, ReactNode } from "react"

/** Links in mails carry secrets: no other site learns the address. (`no-referrer` would make browsers hide the origin of our own forms.) */
export const metadata: Metadata = { robots: { index: false }, referrer: "same-origin" }

/** Who asks decides what these pages show: never kept. */
export const dynamic = "force-dynamic"

export default function AccountLayout({ children }: { children: ReactNode }): ReactElement {
  return <>{children}</>
}
