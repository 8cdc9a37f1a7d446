import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { SearchPage } from "#components/search/search-page.tsx"
import { isForumError } from "#lib/base/errors.ts"
import { type SearchView, searchView } from "#lib/views/search.ts"
import { currentActor, thisClient } from "#lib/web/actor.ts"
import { found } from "#lib/web/found.ts"
import type { SearchFields } from "#lib/web/paths.ts"
import { fromQuery } from "#lib/web/query.ts"
import { answersTooMany } from "#lib/web/trace.ts"
import { t } from "#lib/words/t.ts"

const NAMES = ["q", "category", "tag", "author", "after", "before", "order", "topic", "from"] as const

export async function generateMetadata({ searchParams }: PageProps<"/search">): Promise<Metadata> {
  const q = (await fromQuery(searchParams, "q"))?.trim().slice(0, 60)
  return { title: q ? t("search.title-of", { words: q }) : t("search.title"), robots: { index: false } }
}

export default async function Page({ searchParams }: PageProps<"/search">): Promise<ReactElement> {
  const values = await Promise.all(NAMES.map((name) => fromQuery(searchParams, name)))
  const fields: SearchFields = Object.fromEntries(NAMES.map((name, i) => [name, values[i]]))
  return <SearchPage {...(await load(fields))} />
}

type Loaded = { view: SearchView; limited?: string }

/** Whoever searches too often keeps what they typed. */
async function load(fields: SearchFields): Promise<Loaded> {
  const [actor, client] = [await currentActor(), await thisClient()]
  try {
    return { view: (await found(searchView(actor, fields, client))) ?? notFound() }
  } catch (error) {
    if (!isForumError(error, "limited")) throw error
    answersTooMany(Number(error.details?.retryAfter ?? 60))
    const limited = String(error.details?.message ?? t("search.try-again"))
    return { view: { fields, categories: [], problems: [], order: "relevance" }, limited }
  }
}
