import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { About } from "#components/panel/about.tsx"
import { type AboutView, loadAbout } from "#lib/views/about.ts"
import { aboutPath } from "#lib/web/paths.ts"
import { siteDescription, siteName } from "#lib/web/site.ts"

export const revalidate = 300
export const generateStaticParams = (): [] => []

type Props = { params: Promise<{ text?: string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await load(params)
  return {
    title: view?.text?.title ?? (await siteName()),
    alternates: { canonical: aboutPath(view?.text?.name) },
  }
}

export default async function Page({ params }: Props): Promise<ReactElement> {
  const view = (await load(params)) ?? notFound()
  return <About view={view} name={await siteName()} description={await siteDescription()} />
}

async function load(params: Props["params"]): Promise<AboutView | null> {
  const { text: [name = "about", ...more] = [] } = await params
  return more.length > 0 ? null : loadAbout(name)
}
