import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { TopPage } from "#components/topics/top-page.tsx"
import { loadTop, type TopView } from "#lib/views/top.ts"
import { topPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

export const revalidate = 300
export const generateStaticParams = (): [] => []

type Props = { params: Promise<{ at: string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await load(params)
  if (!view) return {}
  return { title: t(`topics.top.${view.period}`), alternates: { canonical: topPath(view.period, view.page) } }
}

export default async function Page({ params }: Props): Promise<ReactElement> {
  const view = await load(params)
  return view ? <TopPage view={view} /> : notFound()
}

async function load(params: Props["params"]): Promise<TopView | null> {
  const [period = "", page, ...more] = (await params).at
  return more.length > 0 ? null : loadTop(period, page)
}
