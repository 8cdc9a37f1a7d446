import type { ReactElement } from "react"
import { Prose } from "#components/posts/prose.tsx"
import { Label } from "#components/topics/topic-state.tsx"
import { Avatar } from "#components/ui/avatar.tsx"
import { classes } from "#components/ui/classes.ts"
import { Link } from "#components/ui/link.tsx"
import { MemberStance } from "#components/viewer/watch-slots.client.tsx"
import type { MemberHead } from "#lib/views/member.ts"
import { memberAnswersPath, memberPath, memberPostsPath, memberTopicsPath } from "#lib/web/paths.ts"
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
  return (
    <header className="flex flex-col gap-3" data-member={member.id}>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Avatar name={name} user={member.id} size="large" />
        <div className="min-w-0 flex-1 basis-52">
          <h1>
            {name} {role !== "member" && <Label>{t(`members.${role}`)}</Label>}
          </h1>
        </div>
        <MemberStance member={member.id} name={name} action={stance} />
      </div>
      <MemberFigures member={member} />
      {aboutHtml && <Prose html={aboutHtml} />}
      <nav aria-label={t("members.pages", { name })}>
        <ul className="flex flex-wrap gap-x-5 border-b border-border text-[0.9375rem]">
          {(
            [
              ["profile", t("members.profile"), memberPath(name)],
              ["topics", t("members.topics"), memberTopicsPath(name)],
              ["posts", t("members.posts"), memberPostsPath(name)],
              ...(answerCount > 0 || current === "answers"
                ? [["answers", t("members.answers"), memberAnswersPath(name)] as const]
                : []),
            ] as const
          ).map(([key, label, href]) => (
            <li key={key}>
              <Link
                href={href}
                aria-current={key === current ? "page" : undefined}
                className={classes(
                  "-mb-px inline-block border-b-2 py-1 no-underline",
                  key === current
                    ? "border-accent font-semibold text-text"
                    : "border-transparent text-muted hover:text-accent",
                )}
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
    </header>
  )
}
