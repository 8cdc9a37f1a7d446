"use client"
import { type ReactElement, type ReactNode, useEffect, useState } from "react"
import { Link } from "#components/ui/link.tsx"

import { profileSettingsPath, watchCategoryPath, watchMemberPath, watchTopicPath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { useViewer } from "./store.client.tsx"

/** How closely the viewer follows this topic. The same place and size for everybody: a link until it is known. */
export function TopicWatch({ topic, action }: { topic: string; action: WritingAction }): ReactElement {
  const viewer = useViewer()
  const level = viewer.status === "ready" ? viewer.topic?.level : undefined
  const menus = useMenus(level !== undefined)
  if (!level || !menus) return <WayThere href={watchTopicPath(topic)}>{t("keeping.watch")}</WayThere>
  return (
    <div className="watch-slot">
      <menus.TopicMenu topic={topic} level={level} action={action} />
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
  const keeping = viewer.status === "ready" ? viewer.keeping : undefined
  const menus = useMenus(Boolean(keeping))
  if (!keeping || !menus) return <WayThere href={watchCategoryPath(category)}>{t("keeping.watch")}</WayThere>
  const level = keeping.categories[category]?.level ?? "normal"
  return (
    <div className="watch-slot">
      <menus.CategoryMenu category={category} level={level} action={action} />
    </div>
  )
}

/** Whether the viewer follows the member whose page it is, or has muted them; on their own page, the way to change it. */
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
  const known = viewer.status === "ready" && viewer.me ? viewer : undefined
  const menus = useMenus(Boolean(known?.stance))
  if (known && !known.stance)
    return (
      <div className="watch-slot">
        <Link href={profileSettingsPath()} className="choice-button own-profile after:hidden">
          {t("members.edit")}
        </Link>
      </div>
    )
  if (!known?.stance || !menus) return <WayThere href={watchMemberPath(name)}>{t("keeping.follow")}</WayThere>
  return (
    <div className="watch-slot">
      <menus.StanceMenu
        member={member}
        name={name}
        stance={known.stance}
        staff={known.me!.staff}
        action={action}
      />
    </div>
  )
}

type Menus = typeof import("./watch-menus.client.tsx")

/** The menus, once somebody looks who can choose: who only reads loads none. Until then, and where they do not come, there is the link. */
function useMenus(wanted: boolean): Menus | undefined {
  const [menus, setMenus] = useState<Menus>()
  useEffect(() => {
    if (wanted)
      import("./watch-menus.client.tsx").then(
        (loaded) => setMenus(() => loaded),
        () => {},
      )
  }, [wanted])
  return menus
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
