import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { HomePage } from "#components/topics/home-page.tsx"
import { loadHome } from "#lib/views/home.ts"
import { homePath } from "#lib/web/paths.ts"
import { siteDescription } from "#lib/web/site.ts"

export const revalidate = 300

export function generateMetadata(): Metadata {
  return { description: siteDescription(), alternates: { canonical: homePath() } }
}

export default async function Page(): Promise<ReactElement> {
  const view = await loadHome()
  return view ? <HomePage view={view} isFirst /> : notFound()
}
