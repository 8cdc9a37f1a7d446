import type { Metadata } from "next"
import type { ReactElement } from "react"
import { NothingHere } from "#components/shell/nothing-here.tsx"
import { t } from "#lib/words/t.ts"

export const metadata: Metadata = { title: t("web.not-found"), robots: { index: false } }

/** The same words for what is not there and for what is not for this reader. */
export default function NotFound(): ReactElement {
  return <NothingHere />
}
