import type { Metadata } from "next"
import type { ReactElement } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { Link } from "#components/ui/link.tsx"
import { NarrowPage } from "#components/ui/panel.tsx"
import { NUMBER_PLACE } from "#lib/web/error-pages.ts"
import { messagePath } from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

export const dynamic = "force-static"

export const metadata: Metadata = { title: t("shell.wrong.title"), robots: { index: false } }

/** Sent wherever a page could not be made, at the address of that page (lib/web/error-pages.ts puts in the number). */
export default function Wrong(): ReactElement {
  const number = { [NUMBER_PLACE]: true, dangerouslySetInnerHTML: { __html: "" } }
  return (
    <NarrowPage>
      <h1>{t("shell.wrong.title")}</h1>
      <p>
        {rich("shell.wrong.text", {
          link: (words) => <Link href={messagePath()}>{words}</Link>,
        })}
      </p>
      <p {...number} className="empty:hidden" />
      <p className="flex flex-wrap gap-3">
        {/* The address at which this stands. */}
        <ButtonLink href="" variant="primary">
          {t("shell.wrong.try-again")}
        </ButtonLink>{" "}
        <ButtonLink href="/">{t("shell.to-latest")}</ButtonLink>
      </p>
    </NarrowPage>
  )
}
