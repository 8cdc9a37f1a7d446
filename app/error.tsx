"use client"
import type { ReactElement } from "react"
import { Button, ButtonLink } from "#components/ui/button.tsx"
import { NarrowPage } from "#components/ui/panel.tsx"
import { t } from "#lib/words/t.ts"

/** Something broke on a page that was there already; where it could not be made at all, app/wrong is sent. */
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
      <p>{t("shell.wrong.global")}</p>
      {error.digest && <p>{t("shell.wrong.number", { number: error.digest })}</p>}
      <p className="flex flex-wrap gap-3">
        <Button variant="primary" onClick={reset}>
          {t("shell.wrong.try-again")}
        </Button>
        <ButtonLink href="/">{t("shell.to-latest")}</ButtonLink>
      </p>
    </NarrowPage>
  )
}
