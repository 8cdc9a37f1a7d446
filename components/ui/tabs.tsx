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
 * Pages that stand beside each other, the one that is shown among them; `ruled` where they head what comes below. One
 * line at any width: where they are more than fit, it is moved sideways, and begins with the one that is shown (tabs.css).
 */
export function Tabs({ label, tabs, ruled }: { label: string; tabs: Tab[]; ruled?: boolean }): ReactElement {
  return (
    <nav aria-label={label} className="max-w-full min-w-0">
      <ul className={classes("tabs", ruled && "tabs-ruled")}>
        {tabs.map(({ href, label, current, forMembers }) => (
          <li key={href} className={forMembers ? "for-members" : undefined}>
            <Link
              href={href}
              aria-current={current ? "page" : undefined}
              className={classes(
                "inline-block border-b-2 py-1.5 no-underline",
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
