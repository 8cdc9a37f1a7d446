import type { Metadata } from "next"
import type { ReactElement } from "react"
import { HistoryPage } from "#components/history/history-page.tsx"
import { loadHistory } from "#lib/views/history.ts"
import { currentActor } from "#lib/web/actor.ts"
import { found, idIn, only } from "#lib/web/found.ts"
import { t } from "#lib/words/t.ts"

export function generateMetadata(): Metadata {
  return { title: t("history.page"), robots: { index: false } }
}

export default async function Page(props: PageProps<"/post/[id]/history">): Promise<ReactElement> {
  const id = idIn((await props.params).id)
  const before = Number(only((await props.searchParams).before))
  const isNumber = Number.isSafeInteger(before) && before > 0 && before < 100_000_000
  const view = await found(loadHistory(await currentActor(), id, isNumber ? before : undefined))
  return <HistoryPage post={id} view={view} />
}
