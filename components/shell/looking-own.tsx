import type { ReactElement, ReactNode } from "react"
import { OwnLook } from "./own-look.tsx"

/** The layout of pages that look as administrators want it. */
export default function LookingOwn({ children }: { children: ReactNode }): ReactElement {
  return (
    <>
      <OwnLook />
      {children}
    </>
  )
}
