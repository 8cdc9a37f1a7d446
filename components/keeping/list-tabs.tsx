import type { ReactElement } from "react"
import { classes } from "#components/ui/classes.ts"
import { Link } from "#components/ui/link.tsx"
import { draftsPath, homePath, OWN_LISTS, type OwnList, ownListPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/** Between the latest topics and a member's own lists. On public pages: `for-members`, see forum.css. */
export function ListTabs({
  current,
  className,
}: {
  current: OwnList | "latest" | "drafts"
  className?: string
}): ReactElement {
  const tabs = [
    { key: "latest", label: t("keeping.latest"), href: homePath() },
    ...OWN_LISTS.map((key) => ({ key, label: t(`keeping.list.${key}`), href: ownListPath(key) })),
    { key: "drafts", label: t("drafts.title"), href: draftsPath() },
  ]
  return (
    <nav aria-label={t("keeping.lists")} className={className}>
      <ul className="flex flex-wrap gap-x-3.5 border-b border-border text-[0.9375rem] sm:gap-x-5">
        {tabs.map(({ key, label, href }) => (
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
  )
}
