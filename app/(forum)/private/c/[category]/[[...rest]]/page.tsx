import type { Metadata } from "next"
import { notFound, permanentRedirect } from "next/navigation"
import { cache, type ReactElement } from "react"
import { allReadAction, watchCategoryAction } from "#app/(keeping)/actions.ts"
import { CategoryPage } from "#components/categories/category-page.tsx"
import { type CategoryView, categoryPage } from "#lib/views/category.ts"
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
  const { id } = view.category
  if (view.area === "public") permanentRedirect(categoryPath(id, { order: view.order }))
  return <CategoryPage view={view} watch={watchCategoryAction} readAll={allReadAction} />
}

const load = cache(async (category: string, rest?: string): Promise<CategoryView | null> => {
  const id = decoded(category) ?? ""
  return categoryPage(await memberOrSignIn(categoryPath(id, { area: "private" })), id, rest?.split("/"))
})
