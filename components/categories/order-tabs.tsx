import type { ReactElement } from "react"
import { classes } from "#components/ui/classes.ts"
import { Link } from "#components/ui/link.tsx"
import { type Area, categoryPath, ORDERS, type Order } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/** The orders in which a category can be read. */
export function OrderTabs({
  category,
  area,
  order,
}: {
  category: string
  area: Area
  order: Order
}): ReactElement {
  return (
    <nav aria-label={t("categories.order")}>
      <ul className="flex flex-wrap gap-x-5 text-[0.9375rem]">
        {ORDERS.map((one) => (
          <li key={one}>
            <Link
              href={categoryPath(category, { area, order: one })}
              aria-current={one === order ? "page" : undefined}
              className={classes(
                "inline-block border-b-2 py-1 no-underline",
                one === order
                  ? "border-accent font-semibold text-text"
                  : "border-transparent text-muted hover:text-accent",
              )}
            >
              {t(`categories.order.${one}`)}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  )
}
