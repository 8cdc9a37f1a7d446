import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { HomePage } from "#components/topics/home-page.tsx"
import { loadHome } from "#lib/views/home.ts"

export const revalidate = 300
export const generateStaticParams = (): [] => []

type Props = { params: Promise<{ cursor: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { cursor } = await params
  return { title: "Latest topics", alternates: { canonical: `/latest/${cursor}` } }
}

export default async function Page({ params }: Props): Promise<ReactElement> {
  const view = await loadHome((await params).cursor)
  return view ? <HomePage view={view} isFirst={false} /> : notFound()
}
