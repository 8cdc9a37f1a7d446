import type { Metadata } from "next"
import type { ReactElement } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { NarrowPage } from "#components/ui/panel.tsx"
import { t } from "#lib/words/t.ts"

export const dynamic = "force-static"

export const metadata: Metadata = { title: t("web.large.title"), robots: { index: false } }

/** What stands in place of an answer to a form that brought too much (lib/web/body-limit.ts). */
export default function TooLarge(): ReactElement {
  return (
    <NarrowPage>
      <h1>{t("web.large.title")}</h1>
      <p>{t("web.large.text")}</p>
      <p>
        <ButtonLink href="/">{t("shell.to-latest")}</ButtonLink>
      </p>
    </NarrowPage>
  )
}
