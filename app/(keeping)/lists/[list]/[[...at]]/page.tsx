import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { BookmarksPage } from "#components/keeping/bookmark-list.tsx"
import { OwnListPage } from "#components/keeping/own-list.tsx"
import { bookmarksPage } from "#lib/views/bookmarks.ts"
import { ownListPage } from "#lib/views/own-lists.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { OWN_LISTS, type OwnList, ownListPath } from "#lib/web/paths.ts"
import { fromQuery } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { allReadAction, bookmarkBackAction, unbookmarkAction } from "../../../actions.ts"

type Props = PageProps<"/lists/[list]/[[...at]]">

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const list = listIn((await params).list)
  return list ? { title: t(`keeping.list.${list}`) } : {}
}

/** One of the member's own lists. */
export default async function Page({ params, searchParams }: Props): Promise<ReactElement> {
  const { list: name, at = [] } = await params
  const list = listIn(name)
  if (!list || at.length > 1) notFound()
  const member = await memberOrSignIn(ownListPath(list))
  if (list === "bookmarks") {
    const removed = (await fromQuery(searchParams, "removed"))?.toUpperCase()
    const view = (await bookmarksPage(member, at[0], removed)) ?? notFound()
    return <BookmarksPage view={view} actions={{ remove: unbookmarkAction, bringBack: bookmarkBackAction }} />
  }
  const view = (await ownListPage(member, list, at[0])) ?? notFound()
  return <OwnListPage view={view} readAll={allReadAction} />
}

const listIn = (name: string): OwnList | undefined => OWN_LISTS.find((list) => list === name)
