import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { ListTabs } from "#components/keeping/list-tabs.tsx"
import { OwnRows } from "#components/keeping/own-list.tsx"
import { unreadInCategoriesPage } from "#lib/views/own-lists.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { ownListPath, unreadInCategoriesPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

export const metadata: Metadata = { title: t("keeping.unread-in-categories") }

/** More of what is unread in the categories that one follows. */
export default async function Page({
  params,
}: PageProps<"/lists/unread/categories/[cursor]">): Promise<ReactElement> {
  const member = await memberOrSignIn(ownListPath("unread"))
  const page = (await unreadInCategoriesPage(member, (await params).cursor)) ?? notFound()
  const label = t("keeping.in-categories")
  return (
    <div className="flex flex-col gap-4">
      <ListTabs current="unread" />
      <h1>{label}</h1>
      <OwnRows
        page={page}
        label={label}
        href={(cursor) => (cursor ? unreadInCategoriesPath(cursor) : ownListPath("unread"))}
      />
    </div>
  )
}
