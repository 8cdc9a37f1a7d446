import type { ReactElement, ReactNode } from "react"
import { Breadcrumb } from "#components/ui/breadcrumb.tsx"
import { classes } from "#components/ui/classes.ts"
import { Link } from "#components/ui/link.tsx"
import type { AdminSection } from "#lib/views/admin-sections.ts"
import { adminPath } from "#lib/web/admin-paths.ts"
import { accountPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/** A page of the administrators' panel: beside it, or above it where there is little room, the others. */
export function AdminPage({
  title,
  sections,
  children,
}: {
  title: string
  sections: AdminSection[]
  children: ReactNode
}): ReactElement {
  const crumbs = [{ label: t("account.title"), href: accountPath() }]
  if (!sections.find(({ href }) => href === adminPath())?.current)
    crumbs.push({ label: t("admin.title"), href: adminPath() })
  return (
    <div className="grid gap-x-10 gap-y-4 pb-4 lg:grid-cols-[11rem_minmax(0,1fr)]">
      <nav aria-label={t("admin.sections")} className="min-w-0 lg:pt-2">
        <ul className="tabs tabs-ruled gap-x-1 pb-1.5 lg:flex-col lg:gap-y-0.5 lg:overflow-visible lg:border-b-0 lg:bg-none lg:whitespace-normal">
          {sections.map(({ href, label, current }) => (
            <li key={href}>
              <Link
                href={href}
                aria-current={current ? "page" : undefined}
                className={classes(
                  "block rounded-md px-2.5 py-1 no-underline",
                  current ? "bg-accent-soft font-semibold text-text" : "text-muted hover:bg-surface-3",
                )}
              >
                {label}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div className="flex min-w-0 flex-col gap-6">
        <div>
          <Breadcrumb crumbs={crumbs} />
          <h1>{title}</h1>
        </div>
        {children}
      </div>
    </div>
  )
}
