import type { ReactElement, ReactNode } from "react"
import { Time } from "#components/ui/time.tsx"
import type { MemberHead } from "#lib/views/member.ts"
import { figure, t } from "#lib/words/t.ts"

type Figure = [label: string, value: ReactNode]

/** Since when somebody is a member, and what they have done since then. */
export function MemberFigures({ member }: { member: MemberHead }): ReactElement {
  const { name, joinedAt, lastSeen, daysActive, topicCount, postCount, likesReceived, answerCount } = member
  const figures: Figure[] = [
    [t("members.joined"), <Time key="joined" at={joinedAt} />],
    ...(lastSeen ? [[t("members.last-seen"), <Time key="seen" at={lastSeen} />] satisfies Figure] : []),
    ...(daysActive > 0 ? [[t("members.days-active"), figure(daysActive)] satisfies Figure] : []),
    [t("members.topics"), figure(topicCount)],
    [t("members.posts"), figure(postCount)],
    [t("members.likes-received"), figure(likesReceived)],
    ...(answerCount > 0 ? [[t("members.answers"), figure(answerCount)] satisfies Figure] : []),
  ]
  return (
    <dl
      aria-label={t("members.figures", { name })}
      className="grid grid-cols-2 gap-x-4 gap-y-2 sm:flex sm:flex-wrap sm:gap-x-8"
    >
      {figures.map(([label, value]) => (
        <div key={label} className="flex flex-col">
          <dt className="text-sm text-muted">{label}</dt>
          <dd className="font-semibold tabular-nums">{value}</dd>
        </div>
      ))}
    </dl>
  )
}
