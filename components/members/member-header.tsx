import type { ReactElement } from "react"
import { Prose } from "#components/posts/prose.tsx"
import { Label } from "#components/topics/topic-state.tsx"
import { Avatar } from "#components/ui/avatar.tsx"
import { Link } from "#components/ui/link.tsx"
import { Tabs } from "#components/ui/tabs.tsx"
import { MemberStance } from "#components/viewer/watch-slots.client.tsx"
import type { MemberHead } from "#lib/views/member.ts"
import {
  memberAnswersPath,
  memberPath,
  memberPostsPath,
  memberTopicsPath,
  reportMemberPath,
} from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { MemberFigures } from "./member-figures.tsx"

/** Who a member is, and the ways to what they wrote. */
export function MemberHeader({
  member,
  current,
  stance,
}: {
  member: MemberHead
  current: "profile" | "topics" | "posts" | "answers"
  stance: WritingAction
}): ReactElement {
  const { name, role, aboutHtml, answerCount } = member
  const pages = [
    { key: "profile", label: t("members.profile"), href: memberPath(name) },
    { key: "topics", label: t("members.topics"), href: memberTopicsPath(name) },
    { key: "posts", label: t("members.posts"), href: memberPostsPath(name) },
    ...(answerCount > 0 || current === "answers"
      ? [{ key: "answers", label: t("members.answers"), href: memberAnswersPath(name) }]
      : []),
  ]
  const tabs = pages.map(({ key, ...tab }) => ({ ...tab, current: key === current }))
  return (
    <header className="flex flex-col gap-3" data-member={member.id}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Avatar name={name} user={member.id} size="large" />
        <div className="min-w-0 flex-1 basis-52">
          <h1>
            {name} {role !== "member" && <Label>{t(`members.${role}`)}</Label>}
          </h1>
        </div>
        <div className="flex items-center gap-4 max-sm:basis-full max-sm:flex-row-reverse max-sm:justify-end">
          <Link
            href={reportMemberPath(name)}
            rel="nofollow"
            className="report-member link-quiet text-sm text-muted"
          >
            {t("moderation.report")}
          </Link>
          <MemberStance member={member.id} name={name} action={stance} />
        </div>
      </div>
      <MemberFigures member={member} />
      {aboutHtml && <Prose html={aboutHtml} />}
      <Tabs ruled label={t("members.pages", { name })} tabs={tabs} />
    </header>
  )
}
