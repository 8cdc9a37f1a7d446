import type { ReactElement } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { NarrowPage } from "#components/ui/panel.tsx"
import { signInPath } from "#lib/web/paths.ts"

/** An address that leads nowhere, for this reader at least. */
export function NothingHere(): ReactElement {
  return (
    <NarrowPage>
      <h1>There is nothing here</h1>
      <p>
        The page does not exist, was deleted, or is not open to everyone. Check the address; if it is for
        members, sign in first.
      </p>
      <p className="flex flex-wrap gap-3">
        <ButtonLink href="/" variant="primary">
          To the latest topics
        </ButtonLink>{" "}
        <ButtonLink href={signInPath()}>Sign in</ButtonLink>
      </p>
    </NarrowPage>
  )
}
