"use client"
import type { ReactElement } from "react"
import { Button, ButtonLink } from "#components/ui/button.tsx"
import { NarrowPage } from "#components/ui/panel.tsx"
import { t } from "#lib/words/t.ts"

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
      <title>{t("shell.wrong.title")}</title>
      <h1>{t("shell.wrong.title")}</h1>
      <p>{error.digest ? t("shell.wrong.text-numbered", { number: error.digest }) : t("shell.wrong.text")}</p>
      <p className="flex flex-wrap gap-3">
        <Button variant="primary" onClick={reset} className="needs-js">
          {t("shell.wrong.try-again")}
        </Button>
        <ButtonLink href="/">{t("shell.to-latest")}</ButtonLink>
      </p>
    </NarrowPage>
  )
}
