import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { PeoplePage } from "#components/keeping/people-list.tsx"
import { peoplePage } from "#lib/views/keeping.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { PEOPLE_LISTS, type PeopleList, peoplePath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { stanceAction } from "../../../actions.ts"

type Props = PageProps<"/people/[list]/[[...after]]">

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const list = listIn((await params).list)
  return list ? { title: t(`keeping.people.${list}`) } : {}
}

/** Whom the member follows or has muted, or who follows them. */
export default async function Page({ params }: Props): Promise<ReactElement> {
  const { list: name, after = [] } = await params
  const list = listIn(name)
  if (!list || after.length > 1) notFound()
  const member = await memberOrSignIn(peoplePath(list))
  const view = (await peoplePage(member, list, after[0])) ?? notFound()
  return <PeoplePage view={view} stance={stanceAction} />
}

const listIn = (name: string): PeopleList | undefined => PEOPLE_LISTS.find((list) => list === name)
