import type { ReactElement } from "react"
import { classes } from "./classes.ts"
import { Link } from "./link.tsx"

export type Tab = {
  href: string
  label: string
  current: boolean
  /** Not shown to guests (`for-members`, see forum.css). */
  forMembers?: boolean
}

/**
 * Pages that stand beside each other, the one that is shown among them; `ruled` where they head what comes below.
 */
export function Tabs({ label, tabs, ruled }: { label: string; tabs: Tab[]; ruled?: boolean }): ReactElement {
  return (
    <nav aria-label={label}>
      <ul
        className={classes(
          "flex flex-wrap gap-x-3.5 text-[0.9375rem] sm:gap-x-5",
          ruled && "border-b border-border",
        )}
      >
        {tabs.map(({ href, label, current, forMembers }) => (
          <li key={href} className={forMembers ? "for-members" : undefined}>
            <Link
              href={href}
              aria-current={current ? "page" : undefined}
              className={classes(
                "inline-block border-b-2 py-1 no-underline",
                ruled && "-mb-px",
                current
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
