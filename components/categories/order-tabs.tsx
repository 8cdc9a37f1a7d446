import type { ReactElement } from "react"
import { Tabs } from "#components/ui/tabs.tsx"
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
  const tabs = ORDERS.map((one) => ({
    href: categoryPath(category, { area, order: one }),
    label: t(`categories.order.${one}`),
    current: one === order,
  }))
  return <Tabs label={t("categories.order")} tabs={tabs} />
}
