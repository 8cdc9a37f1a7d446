import type { ReactElement } from "react"
import { Label } from "#components/topics/topic-state.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Link } from "#components/ui/link.tsx"
import { hueStep } from "#components/ui/steps.ts"
import { Time } from "#components/ui/time.tsx"
import type { ManagedCategories, ManagedRow } from "#lib/views/admin-categories.ts"
import { adminCategoryPath } from "#lib/web/admin-paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { OrderForm } from "./order-form.client.tsx"
import { OrderList } from "./order-list.client.tsx"
import { PanelForm } from "./panel-form.client.tsx"

/** All categories in their order, each with its way up and down. */
export function CategoryRows({ rows, order }: { rows: ManagedRow[]; order: WritingAction }): ReactElement {
  if (rows.length === 0)
    return <EmptyState title={t("panel.categories.none")}>{t("panel.categories.none-text")}</EmptyState>
  return (
    <OrderList
      label={t("panel.categories")}
      className="divide-y divide-border border-y border-border"
      action={order}
      items={rows.map((row) => ({
        ...{ id: row.id, name: row.name },
        node: (
          <>
            <Row row={row} order={order} />
            {row.children.length > 0 && (
              <OrderList
                label={t("panel.categories.in", { name: row.name })}
                className="divide-y divide-border border-t border-border ps-6"
                action={order}
                items={row.children.map((child) => ({
                  ...{ id: child.id, name: child.name },
                  node: <Row row={child} order={order} />,
                }))}
              />
            )}
          </>
        ),
      }))}
    />
  )
}

function Row({ row, order }: { row: ManagedRow; order: WritingAction }): ReactElement {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
      <p className="flex min-w-0 flex-1 basis-40 flex-wrap items-baseline gap-x-2 gap-y-1">
        <span className="flex min-w-0 items-baseline gap-x-2">
          <span className="hue" data-hue={hueStep(row.hue)} />
          <Link href={adminCategoryPath(row.id)} className="min-w-0 font-semibold break-words">
            <bdi>{row.name}</bdi>
          </Link>
        </span>
        {row.readers === "members" && <Label>{t("panel.label.members")}</Label>}
        {row.readers === "staff" && <Label>{t("panel.label.staff")}</Label>}
        {row.writers === "staff" && row.readers !== "staff" && <Label>{t("panel.label.staff-writes")}</Label>}
        {row.kind === "question" && <Label>{t("panel.label.questions")}</Label>}
      </p>
      <div className="ms-auto flex items-center gap-3">
        <span className="text-sm text-muted tabular-nums">
          {t("panel.categories.topics", { count: row.topicCount })}
        </span>
        <OrderForm
          action={order}
          category={row.id}
          name={row.name}
          isFirst={row.isFirst}
          isLast={row.isLast}
        />
      </div>
    </div>
  )
}

/** What was removed, to be restored. */
export function RemovedCategories({
  removed,
  restore,
}: {
  removed: ManagedCategories["removed"]
  restore: WritingAction
}): ReactElement | null {
  if (removed.length === 0) return null
  return (
    <section aria-labelledby="removed" className="flex flex-col gap-2">
      <h2 id="removed">{t("panel.categories.removed")}</h2>
      <p className="text-muted">{t("panel.categories.removed-text")}</p>
      <ul className="divide-y divide-border border-y border-border">
        {removed.map(({ id, name, version, at, into, topicCount }) => (
          <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2">
            <p className="min-w-0 flex-1 basis-60">
              <b className="font-semibold">
                <bdi>{name}</bdi>
              </b>{" "}
              <span className="text-sm text-muted">
                {into
                  ? rich("panel.categories.merged-at", { into, time: () => <Time at={at} /> })
                  : rich("panel.categories.removed-at", { count: topicCount, time: () => <Time at={at} /> })}
              </span>
            </p>
            <PanelForm
              action={restore}
              fields={[]}
              hidden={{ category: id, version: String(version) }}
              ways={[{ label: t("panel.categories.restore", { name }), variant: "secondary" }]}
            />
          </li>
        ))}
      </ul>
    </section>
  )
}
