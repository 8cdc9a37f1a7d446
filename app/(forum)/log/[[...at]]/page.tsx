import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { PublicLog } from "#components/moderation/public-log.tsx"
import { loadPublicLog, type PublicLogView } from "#lib/views/public-log.ts"
import { decoded } from "#lib/web/params.ts"
import { publicLogPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

export const revalidate = 300
export const generateStaticParams = (): [] => []

type Props = { params: Promise<{ at?: string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await load(params)
  if (!view) return {}
  return {
    title: t("moderation.public-log"),
    alternates: { canonical: publicLogPath(view.month.month) },
    robots: { index: false },
  }
}

export default async function Page({ params }: Props): Promise<ReactElement> {
  const view = await load(params)
  return view ? <PublicLog view={view} /> : notFound()
}

/** `/log`, `/log/<yyyy-mm>`, `/log/<yyyy-mm>/<place>`. */
async function load(params: Props["params"]): Promise<PublicLogView | null> {
  const [month, place, ...more] = (await params).at ?? []
  const after = place === undefined ? undefined : decoded(place)
  return more.length > 0 || (place !== undefined && !after) ? null : loadPublicLog(month, after)
}
