import type { Metadata } from "next"
import { notFound, permanentRedirect, redirect } from "next/navigation"
import type { ReactElement } from "react"
import { allReadAction, watchCategoryAction } from "#app/(keeping)/actions.ts"
import { CategoryPage, canonicalOf } from "#components/categories/category-page.tsx"
import { JsonLd } from "#components/shell/json-ld.tsx"
import { addressOfOldCategory } from "#lib/views/addresses.ts"
import { type CategoryView, loadCategory, loadMovedCategory } from "#lib/views/category.ts"
import { alternates, shared } from "#lib/web/metadata.ts"
import { decoded } from "#lib/web/params.ts"
import { categoryThings } from "#lib/web/structured.ts"
import { t } from "#lib/words/t.ts"

export const revalidate = 300
export const generateStaticParams = (): [] => []

type Props = { params: Promise<{ category: string; rest?: string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const view = await load(params)
  if (!view) return {}
  const { category } = view
  return {
    title: category.name,
    description: category.description || t("categories.description", { name: category.name }),
    alternates: alternates(canonicalOf(view, (await params).rest), {
      title: category.name,
      of: ["c", category.id],
    }),
    openGraph: await shared(category.name, ["c", category.id]),
  }
}

export default async function Page({ params }: Props): Promise<ReactElement> {
  const view = await load(params)
  if (view)
    return (
      <>
        <JsonLd things={categoryThings(view)} />
        <CategoryPage view={view} watch={watchCategoryAction} readAll={allReadAction} />
      </>
    )
  const { category, rest } = await params
  const moved = await loadMovedCategory(decoded(category) ?? "", rest)
  // Not for good: staff may take a new address back.
  if (moved) redirect(moved)
  const old = await addressOfOldCategory(rest?.at(-1) ?? "")
  return old ? permanentRedirect(old) : notFound()
}

async function load(params: Props["params"]): Promise<CategoryView | null> {
  const { category, rest } = await params
  const id = decoded(category)
  return id === undefined ? null : loadCategory(id, rest)
}
