import type { ReactElement, ReactNode } from "react"
import { NarrowPage } from "#components/ui/panel.tsx"

/** A page with one thing to do about one's account. */
export function AccountPage({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <NarrowPage>
      <h1 className="text-2xl font-semibold">{title}</h1>
      {children}
    </NarrowPage>
  )
}
