import type { ReactElement } from "react"
import { Tabs } from "#components/ui/tabs.tsx"
import {
  draftsPath,
  homePath,
  OWN_LISTS,
  type OwnList,
  ownListPath,
  topPath,
  unansweredPath,
} from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/** Between the lists for everyone and a member's own, which guests do not see. */
export function ListTabs({
  current,
}: {
  current: OwnList | "latest" | "top" | "unanswered" | "drafts"
}): ReactElement {
  const lists = [
    { key: "latest", label: t("keeping.latest"), href: homePath() },
    { key: "top", label: t("keeping.top"), href: topPath() },
    { key: "unanswered", label: t("keeping.unanswered"), href: unansweredPath() },
    ...OWN_LISTS.map((key) => ({
      key,
      label: t(`keeping.list.${key}`),
      href: ownListPath(key),
      forMembers: true,
    })),
    { key: "drafts", label: t("drafts.title"), href: draftsPath(), forMembers: true },
  ]
  const tabs = lists.map(({ key, ...tab }) => ({ ...tab, current: key === current }))
  return <Tabs ruled label={t("keeping.lists")} tabs={tabs} />
}
