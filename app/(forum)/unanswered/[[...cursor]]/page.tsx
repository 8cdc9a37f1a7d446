import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { ListTabs } from "#components/keeping/list-tabs.tsx"
import { ListPager } from "#components/topics/list-pager.tsx"
import { TopicList } from "#components/topics/topic-list.tsx"
import { loadUnanswered, type UnansweredView } from "#lib/views/unanswered.ts"
import { unansweredPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

export const revalidate = 300
export const generateStaticParams = (): [] => []

type Props = { params: Promise<{ cursor?: string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { cursor = [] } = await params
  const canonical = [unansweredPath(), ...cursor].join("/")
  return { title: t("topics.unanswered"), alternates: { canonical } }
}

export default async function Page({ params }: Props): Promise<ReactElement> {
  const { topics, older, newer, isFirst } = (await load(params)) ?? notFound()
  return (
    <div className="flex min-w-0 flex-col gap-4">
      <ListTabs current="unanswered" />
      <h1>{t("topics.unanswered")}</h1>
      <TopicList topics={topics} label={t("topics.unanswered")} none={t("topics.unanswered.empty")} />
      <ListPager href={unansweredPath} {...{ older, newer, isFirst }} />
    </div>
  )
}

async function load(params: Props["params"]): Promise<UnansweredView | null> {
  const { cursor = [] } = await params
  return cursor.length > 1 ? null : loadUnanswered(cursor[0])
}
