import type { ReactElement, ReactNode } from "react"
import { classes } from "./classes.ts"
import { Link } from "./link.tsx"

const STEP =
  "inline-flex min-h-9 min-w-9 items-center justify-center rounded-md border px-3 text-sm no-underline"

/** Links to other pages of a list. Ends that are not there leave no gap and no dead button. */
export function Pager({ label, children }: { label: string; children: ReactNode }): ReactElement {
  return (
    <nav aria-label={label} className="no-print">
      <ul className="flex flex-wrap items-center gap-1.5">{children}</ul>
    </nav>
  )
}

/** One link of a pager; the page one is on is marked and leads nowhere. */
export function PagerLink({
  href,
  rel,
  current = false,
  label,
  far = false,
  children,
}: {
  href: string
  rel?: "prev" | "next"
  current?: boolean
  /** What is read out, where the text alone says too little. */
  label?: string
  /** Left out where there is little room. */
  far?: boolean
  children: ReactNode
}): ReactElement {
  return (
    <li className={far ? "max-sm:hidden" : undefined}>
      {current ? (
        <span
          aria-current="page"
          className={classes(STEP, "border-accent bg-accent font-semibold text-accent-text")}
        >
          {label && <span className="sr-only">{label.replace(String(children), "")}</span>}
          {children}
        </span>
      ) : (
        <Link
          href={href}
          rel={rel}
          aria-label={label}
          className={classes(STEP, "border-border text-text hover:bg-surface-3")}
        >
          {children}
        </Link>
      )}
    </li>
  )
}

/** Pages left out between two numbers. @param at where they are, if not everywhere */
export function PagerGap({ at }: { at?: "narrow" | "wide" }): ReactElement {
  return (
    <li
      aria-hidden="true"
      className={classes("px-1 text-muted", at === "wide" && "max-sm:hidden", at === "narrow" && "sm:hidden")}
    >
      …
    </li>
  )
}
