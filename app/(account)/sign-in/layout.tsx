import type { ReactElement, ReactNode } from "react"
import { WithoutOwnLook } from "#components/shell/without-own-look.client.tsx"

/** Whatever a style sheet hides, whoever may switch it off comes in. */
export default function SignInLayout({ children }: { children: ReactNode }): ReactElement {
  return (
    <>
      <WithoutOwnLook />
      {children}
    </>
  )
}
