import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { HomePage } from "#components/topics/home-page.tsx"
import { loadHome } from "#lib/views/home.ts"
import { alternates } from "#lib/web/metadata.ts"
import { homePath } from "#lib/web/paths.ts"
import { siteDescription } from "#lib/web/site.ts"
import { t } from "#lib/words/t.ts"

export const revalidate = 300
export const generateStaticParams = (): [] => []

/**
 * Home comes here by a rewrite (next.config.js): a page whose address has no variable part would be made when
 * the forum is built, without its table.
 */
const HOME = "now"

type Props = { params: Promise<{ cursor: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { cursor } = await params
  if (cursor === HOME)
    return {
      description: await siteDescription(),
      alternates: alternates(homePath(), { title: t("feeds.all") }),
    }
  return { title: t("topics.latest"), alternates: { canonical: `/latest/${cursor}` } }
}

export default async function Page({ params }: Props): Promise<ReactElement> {
  const { cursor } = await params
  const isFirst = cursor === HOME
  const view = await loadHome(isFirst ? undefined : cursor)
  return view ? <HomePage view={view} isFirst={isFirst} /> : notFound()
}
