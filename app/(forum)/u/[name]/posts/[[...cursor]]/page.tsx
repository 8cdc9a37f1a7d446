import type { Metadata } from "next"
import { notFound } from "next/navigation"
import type { ReactElement } from "react"
import { stanceAction } from "#app/(keeping)/actions.ts"
import { MemberHeader } from "#components/members/member-header.tsx"
import { PostList } from "#components/posts/post-list.tsx"
import { ListPager } from "#components/topics/list-pager.tsx"
import { loadMemberPosts } from "#lib/views/member-pages.ts"
import { memberMetadata, requireMemberPage } from "#lib/web/member-page.ts"
import { memberPostsPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

export const revalidate = 300
export const generateStaticParams = (): [] => []

type Props = { params: Promise<{ name: string; cursor?: string[] }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { name, cursor = [] } = await params
  return memberMetadata(name, (known) => [memberPostsPath(known), ...cursor].join("/"), "posts")
}

export default async function Page({ params }: Props): Promise<ReactElement> {
  const { name, cursor: [at, ...more] = [] } = await params
  if (more.length > 0) notFound()
  const load = (id: string, known: string) => loadMemberPosts(id, known, at)
  const { member, posts, ...ways } = await requireMemberPage(name, memberPostsPath, load)
  return (
    <div className="flex flex-col gap-4">
      <MemberHeader member={member} current="posts" stance={stanceAction} />
      <PostList posts={posts} label={t("members.posts")} />
      <ListPager href={(cursor) => memberPostsPath(member.name, cursor)} {...ways} />
    </div>
  )
}
