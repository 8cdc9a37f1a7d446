import type { ReactElement } from "react"
import { classes } from "#components/ui/classes.ts"
import { Link } from "#components/ui/link.tsx"
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

/** Between the lists for everyone and a member's own, which guests do not see (`for-members`, see forum.css). */
export function ListTabs({
  current,
}: {
  current: OwnList | "latest" | "top" | "unanswered" | "drafts"
}): ReactElement {
  const tabs = [
    { key: "latest", label: t("keeping.latest"), href: homePath(), own: false },
    { key: "top", label: t("keeping.top"), href: topPath(), own: false },
    { key: "unanswered", label: t("keeping.unanswered"), href: unansweredPath(), own: false },
    ...OWN_LISTS.map((key) => ({ key, label: t(`keeping.list.${key}`), href: ownListPath(key), own: true })),
    { key: "drafts", label: t("drafts.title"), href: draftsPath(), own: true },
  ]
  return (
    <nav aria-label={t("keeping.lists")}>
      <ul className="flex flex-wrap gap-x-3.5 border-b border-border text-[0.9375rem] sm:gap-x-5">
        {tabs.map(({ key, label, href, own }) => (
          <li key={key} className={own ? "for-members" : undefined}>
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
  )
}
