import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { stanceAction } from "#app/(keeping)/actions.ts"
import { MemberHeader } from "#components/members/member-header.tsx"
import { ListPager } from "#components/topics/list-pager.tsx"
import { TopicList } from "#components/topics/topic-list.tsx"
import { loadMemberTopics } from "#lib/views/member-pages.ts"
import { memberMetadata, requireMemberPage } from "#lib/web/member-page.ts"
import { memberTopicsPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

export const revalidate = 300
export const generateStaticParams = (): [] => []

type Props = { params: Promise<{ name: string; cursor?: string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, cursor = [] } = await params
  return memberMetadata(name, (known) => [memberTopicsPath(known), ...cursor].join("/"), "topics")
}

export default async function Page({ params }: Props): Promise<ReactElement> {
  const { name, cursor: [at, ...more] = [] } = await params
  if (more.length > 0) notFound()
  const load = (id: string, known: string) => loadMemberTopics(id, known, at)
  const { member, topics, ...ways } = await requireMemberPage(name, memberTopicsPath, load)
  return (
    <div className="flex flex-col gap-4">
      <MemberHeader member={member} current="topics" stance={stanceAction} />
      <TopicList
        topics={topics}
        label={t("members.topics")}
        empty={t("topics.of-member", { name: member.name })}
      />
      <ListPager href={(cursor) => memberTopicsPath(member.name, cursor)} {...ways} />
    </div>
  )
}
