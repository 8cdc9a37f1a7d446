import type { Metadata } from "next"
import type { ReactElement, ReactNode } from "react"
import { OwnLook } from "#components/shell/own-look.tsx"

export const metadata: Metadata = { robots: { index: false } }

/** Each member's own: never kept. */
export const dynamic = "force-dynamic"

export default function KeepingLayout({ children }: { children: ReactNode }): ReactElement {
  return (
    <>
      <OwnLook />
      {children}
    </>
  )
}
