import type { Metadata } from "next"
import type { ReactElement, ReactNode } from "react"
import { WithoutOwnLook } from "#components/shell/without-own-look.client.tsx"

export const metadata: Metadata = { robots: { index: false } }

/** For administrators alone: never kept. */
export const dynamic = "force-dynamic"

export default function AdminLayout({ children }: { children: ReactNode }): ReactElement {
  return (
    <>
      <WithoutOwnLook />
      {children}
    </>
  )
}
