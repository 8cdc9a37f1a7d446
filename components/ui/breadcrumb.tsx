import type { ReactElement } from "react"
import { t } from "#lib/words/t.ts"
import { Link } from "./link.tsx"

export type Crumb = { label: string; href: string }

/** The way down to this page, which itself is not in it. */
export function Breadcrumb({ crumbs }: { crumbs: Crumb[] }): ReactElement {
  return (
    <nav aria-label={t("ui.breadcrumb")} className="text-sm text-muted">
      <ol className="flex flex-wrap items-center">
        {crumbs.map(({ label, href }, index) => (
          <li key={href} className="flex items-center">
            {index > 0 && (
              <span aria-hidden="true" className="px-1.5">
                ›
              </span>
            )}
            <Link href={href} className="link-quiet inline-block min-h-6 leading-6">
              {label}
            </Link>
          </li>
        ))}
      </ol>
    </nav>
  )
}
