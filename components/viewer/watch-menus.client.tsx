"use client"
import type { ReactElement } from "react"
import { ChoiceMenu } from "#components/keeping/choice-menu.client.tsx"
import { categoryLevels, stances, topicLevels } from "#components/keeping/levels.ts"
import { unseen } from "#components/ui/hidden.tsx"
import { Link } from "#components/ui/link.tsx"
import type { Level, Stance } from "#lib/views/keeping.ts"
import { staffMemberPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

/** The menus of what members follow; loaded for them alone (watch-slots.client.tsx). */
export function TopicMenu({
  topic,
  level,
  action,
}: {
  topic: string
  level: Level
  action: WritingAction
}): ReactElement {
  return (
    <ChoiceMenu
      label={t("keeping.how-topic")}
      choices={topicLevels()}
      current={level}
      name="level"
      hidden={{ topic }}
      action={action}
    />
  )
}

export function CategoryMenu({
  category,
  level,
  action,
}: {
  category: string
  level: Level
  action: WritingAction
}): ReactElement {
  return (
    <ChoiceMenu
      label={t("keeping.how-category")}
      choices={categoryLevels()}
      current={level}
      name="level"
      hidden={{ category }}
      action={action}
    />
  )
}

export function StanceMenu({
  member,
  name,
  stance,
  staff,
  action,
}: {
  member: string
  name: string
  stance: Stance
  /** Whether the viewer may take something off profiles. */
  staff: boolean
  action: WritingAction
}): ReactElement {
  return (
    <ChoiceMenu
      label={t("keeping.whether", { name })}
      choices={stances()}
      current={stance}
      name="stance"
      hidden={{ member }}
      action={action}
      more={
        staff && (
          <Link href={staffMemberPath(member)} className="choice-option no-underline">
            <span>{rich("members.staff-link", { name, more: unseen })}</span>
          </Link>
        )
      }
    />
  )
}
