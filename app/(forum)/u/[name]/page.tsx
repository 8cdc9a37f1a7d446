import type { Metadata } from "next"
import type { ReactElement } from "react"
import { stanceAction } from "#app/(keeping)/actions.ts"
import { MemberHeader } from "#components/members/member-header.tsx"
import { PostList } from "#components/posts/post-list.tsx"
import { JsonLd } from "#components/shell/json-ld.tsx"
import { TopicList } from "#components/topics/topic-list.tsx"
import { Link } from "#components/ui/link.tsx"
import { loadMember } from "#lib/views/member-pages.ts"
import { memberMetadata, requireMemberPage } from "#lib/web/member-page.ts"
import { memberPath, memberPostsPath, memberTopicsPath } from "#lib/web/paths.ts"
import { memberThings } from "#lib/web/structured.ts"
import { t } from "#lib/words/t.ts"

export const revalidate = 300
export const generateStaticParams = (): [] => []

type Props = { params: Promise<{ name: string }> }

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return memberMetadata((await params).name, memberPath)
}

export default async function Page({ params }: Props): Promise<ReactElement> {
  const { name } = await params
  const { member, liked, topics, posts } = await requireMemberPage(name, memberPath, loadMember)
  return (
    <div className="flex flex-col gap-5">
      <JsonLd things={memberThings(member)} />
      <MemberHeader member={member} current="profile" stance={stanceAction} />
      {liked.length > 0 && (
        <section aria-labelledby="liked" className="flex flex-col gap-2">
          <h2 id="liked">{t("members.most-liked")}</h2>
          <PostList posts={liked} label={t("members.most-liked")} />
        </section>
      )}
      <section aria-labelledby="topics" className="flex flex-col gap-2">
        <h2 id="topics">{t("topics.latest")}</h2>
        <TopicList
          topics={topics}
          label={t("topics.latest")}
          empty={t("topics.of-member", { name: member.name })}
        />
        {topics.length > 0 && <Link href={memberTopicsPath(member.name)}>{t("members.all-topics")}</Link>}
      </section>
      <section aria-labelledby="posts" className="flex flex-col gap-2">
        <h2 id="posts">{t("members.latest-posts")}</h2>
        <PostList posts={posts} label={t("members.latest-posts")} />
        {posts.length > 0 && <Link href={memberPostsPath(member.name)}>{t("members.all-posts")}</Link>}
      </section>
    </div>
  )
}
