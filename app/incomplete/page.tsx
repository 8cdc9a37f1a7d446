import type { Metadata } from "next"
import type { ReactElement } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { Link } from "#components/ui/link.tsx"
import { NarrowPage } from "#components/ui/panel.tsx"
import { searchPath } from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

export const dynamic = "force-static"

export const metadata: Metadata = { title: t("web.incomplete.title"), robots: { index: false } }

/** What is sent for an address that cannot be read (lib/web/well-formed.ts). */
export default function Incomplete(): ReactElement {
  return (
    <NarrowPage>
      <h1>{t("web.incomplete.title")}</h1>
      <p>{rich("web.incomplete.text", { link: (words) => <Link href={searchPath()}>{words}</Link> })}</p>
      <p>
        <ButtonLink href="/" variant="primary">
          {t("shell.to-latest")}
        </ButtonLink>
      </p>
    </NarrowPage>
  )
}
