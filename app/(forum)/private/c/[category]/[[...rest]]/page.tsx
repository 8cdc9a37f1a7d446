import type { Metadata } from "next"
import { notFound, redirect } from "next/navigation"
import { cache, type ReactElement } from "react"
import { allReadAction, watchCategoryAction } from "#app/(keeping)/actions.ts"
import { CategoryPage } from "#components/categories/category-page.tsx"
import { type CategoryView, categoryAt, categoryPage } from "#lib/views/category.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { decoded } from "#lib/web/params.ts"
import { categoryPath } from "#lib/web/paths.ts"

export const dynamic = "force-dynamic"

type Props = { params: Promise<{ category: string; rest?: string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { category, rest } = await params
  const view = await load(category, rest?.join("/"))
  return view ? { title: view.category.name, robots: { index: false } } : {}
}

export default async function Page({ params }: Props): Promise<ReactElement> {
  const { category, rest } = await params
  const view = (await load(category, rest?.join("/"))) ?? notFound()
  const { slug } = view.category
  if (view.area === "public") redirect(categoryPath(slug, { order: view.order }))
  if (slug !== decoded(category))
    redirect([categoryPath(slug, { area: "private" }), ...(rest ?? [])].join("/"))
  return <CategoryPage view={view} watch={watchCategoryAction} readAll={allReadAction} />
}

const load = cache(async (category: string, rest?: string): Promise<CategoryView | null> => {
  const address = decoded(category) ?? ""
  const member = await memberOrSignIn(categoryPath(address, { area: "private" }))
  const id = await categoryAt(member, address)
  return id === undefined ? null : categoryPage(member, id, rest?.split("/"))
})
