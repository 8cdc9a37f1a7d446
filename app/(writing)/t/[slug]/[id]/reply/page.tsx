import type { Metadata } from "next"
import type { ReactElement } from "react"
import { t } from "#lib/words/t.ts"
import { replyIn } from "../../../../reply-in.tsx"

export const metadata: Metadata = { title: t("writing.reply"), robots: { index: false } }

export default async function Page(props: PageProps<"/t/[slug]/[id]/reply">): Promise<ReactElement> {
  return replyIn("public", await props.params, await props.searchParams)
}
