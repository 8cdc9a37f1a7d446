import type { ReactElement } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { NarrowPage } from "#components/ui/panel.tsx"
import { signInPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/** An address that leads nowhere, for this reader at least. */
export function NothingHere(): ReactElement {
  return (
    <NarrowPage>
      <h1>{t("shell.nothing.title")}</h1>
      <p>{t("shell.nothing.text")}</p>
      <p className="flex flex-wrap gap-3">
        <ButtonLink href="/" variant="primary">
          {t("shell.to-latest")}
        </ButtonLink>{" "}
        <ButtonLink href={signInPath()} className="for-guests">
          {t("shell.nothing.sign-in")}
        </ButtonLink>
      </p>
    </NarrowPage>
  )
}
