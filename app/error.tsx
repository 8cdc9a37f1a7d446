"use client"
import type { ReactElement } from "react"
import { Button, ButtonLink } from "#components/ui/button.tsx"
import { NarrowPage } from "#components/ui/panel.tsx"

/** Something broke while a page was made. The id is in the log as well. */
export default function PageError({
  error,
  reset,
}: {
  error: Error & { digest?: string }
  reset: () => void
}): ReactElement {
  return (
    <NarrowPage>
      <title>Something went wrong</title>
      <h1>Something went wrong</h1>
      <p>
        The page could not be made. Try again in a moment. If it stays so, tell the people who run this forum
        {error.digest ? ` and name this number: ${error.digest}` : ""}.
      </p>
      <p className="flex flex-wrap gap-3">
        <Button variant="primary" onClick={reset} className="needs-js">
          Try again
        </Button>
        <ButtonLink href="/">To the latest topics</ButtonLink>
      </p>
    </NarrowPage>
  )
}
