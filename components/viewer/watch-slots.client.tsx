"use client"
import type { ReactElement, ReactNode } from "react"
import { ChoiceMenu } from "#components/keeping/choice-menu.client.tsx"
import { categoryLevels, stances, topicLevels } from "#components/keeping/levels.ts"
import { Link } from "#components/ui/link.tsx"
import { watchCategoryPath, watchMemberPath, watchTopicPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { useViewer } from "./store.client.tsx"

/** How closely the viewer follows this topic. The same place and size for everybody: a link until it is known. */
export function TopicWatch({ topic, action }: { topic: string; action: WritingAction }): ReactElement {
  const viewer = useViewer()
  const level = viewer.status === "ready" ? viewer.topic?.level : undefined
  if (!level) return <WayThere href={watchTopicPath(topic)}>{t("keeping.watch")}</WayThere>
  return (
    <div className="watch-slot">
      <ChoiceMenu
        label={t("keeping.how-topic")}
        choices={topicLevels()}
        current={level}
        name="level"
        hidden={{ topic }}
        action={action}
      />
    </div>
  )
}

/** The same of a category. */
export function CategoryWatch({
  category,
  action,
}: {
  category: string
  action: WritingAction
}): ReactElement {
  const viewer = useViewer()
  if (viewer.status !== "ready" || !viewer.keeping)
    return <WayThere href={watchCategoryPath(category)}>{t("keeping.watch")}</WayThere>
  return (
    <div className="watch-slot">
      <ChoiceMenu
        label={t("keeping.how-category")}
        choices={categoryLevels()}
        current={viewer.keeping.categories[category]?.level ?? "normal"}
        name="level"
        hidden={{ category }}
        action={action}
      />
    </div>
  )
}

/** Whether the viewer follows the member whose page it is, or has muted them; nothing on their own page. */
export function MemberStance({
  member,
  name,
  action,
}: {
  member: string
  name: string
  action: WritingAction
}): ReactElement {
  const viewer = useViewer()
  if (viewer.status !== "ready" || !viewer.me)
    return <WayThere href={watchMemberPath(name)}>{t("keeping.follow")}</WayThere>
  return (
    <div className="watch-slot">
      {viewer.stance && (
        <ChoiceMenu
          label={t("keeping.whether", { name })}
          choices={stances()}
          current={viewer.stance}
          name="stance"
          hidden={{ member }}
          action={action}
        />
      )}
    </div>
  )
}

function WayThere({ href, children }: { href: string; children: ReactNode }): ReactElement {
  return (
    <div className="watch-slot">
      <Link href={href} rel="nofollow" className="choice-button">
        {children}
      </Link>
    </div>
  )
}
