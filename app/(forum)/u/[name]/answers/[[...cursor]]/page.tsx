import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { stanceAction } from "#app/(keeping)/actions.ts"
import { MemberHeader } from "#components/members/member-header.tsx"
import { PostList } from "#components/posts/post-list.tsx"
import { ListPager } from "#components/topics/list-pager.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { loadMemberAnswers } from "#lib/views/member-pages.ts"
import { memberMetadata, requireMemberPage } from "#lib/web/member-page.ts"
import { memberAnswersPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

export const revalidate = 300
export const generateStaticParams = (): [] => []

type Props = { params: Promise<{ name: string; cursor?: string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, cursor = [] } = await params
  return memberMetadata(name, (known) => [memberAnswersPath(known), ...cursor].join("/"), "answers")
}

export default async function Page({ params }: Props): Promise<ReactElement> {
  const { name, cursor: [at, ...more] = [] } = await params
  if (more.length > 0) notFound()
  const load = (id: string, known: string) => loadMemberAnswers(id, known, at)
  const { member, posts, ...ways } = await requireMemberPage(name, memberAnswersPath, load)
  return (
    <div className="flex flex-col gap-4">
      <MemberHeader member={member} current="answers" stance={stanceAction} />
      {posts.length > 0 ? (
        <PostList posts={posts} label={t("members.answers")} />
      ) : (
        <EmptyState title={t("members.no-answers")} />
      )}
      <ListPager href={(cursor) => memberAnswersPath(member.name, cursor)} {...ways} />
    </div>
  )
}
