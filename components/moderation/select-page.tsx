import type { ReactElement } from "react"
import { Label } from "#components/topics/topic-state.tsx"
import { Button } from "#components/ui/button.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Field, Select } from "#components/ui/field.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Tabs } from "#components/ui/tabs.tsx"
import { Time } from "#components/ui/time.tsx"
import type { SelectRow, SelectView } from "#lib/views/selecting.ts"
import { SELECT_PATH } from "#lib/web/paths.ts"
import { selectPath } from "#lib/web/staff-paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { SelectPreviewPart } from "./select-preview.tsx"
import { StaffPage } from "./staff-page.tsx"

/** Many topics or posts at once: a list to choose from, what to do, and then what it would change. */
export function SelectPage({
  view,
  action,
  formKey,
}: {
  view: SelectView
  action: WritingAction
  formKey: string
}): ReactElement {
  const { from, place } = view
  const link = (words: React.ReactNode) => <Link href={place.href}>{words}</Link>
  return (
    <StaffPage
      title={t("moderation.many.title")}
      under={
        <p>
          {from.kind === "member"
            ? rich("moderation.many.of", { name: place.name, link })
            : rich("moderation.many.in", { name: place.name, link })}
        </p>
      }
    >
      {view.preview ? (
        <SelectPreviewPart view={view} preview={view.preview} action={action} formKey={formKey} />
      ) : (
        <Choosing view={view} />
      )}
    </StaffPage>
  )
}

function Choosing({ view }: { view: SelectView }): ReactElement {
  const { from, of, rows, others, chosen, at, next, wrong } = view
  const isEmpty = rows.length === 0 && others.length === 0 && !next
  return (
    <>
      {from.kind !== "topic" && (
        <Tabs
          label={t("moderation.many.list")}
          tabs={[
            { ...tabOf(view, false), label: t("moderation.many.there") },
            { ...tabOf(view, true), label: t("moderation.many.removed") },
          ]}
          ruled
        />
      )}
      <form method="get" action={SELECT_PATH} className="flex flex-col gap-5">
        {/* The first one is what Enter in a field presses. */}
        <Button type="submit" name="look" value="1" hidden>
          {t("moderation.many.look")}
        </Button>
        {wrong && (
          <Notice kind="error" live>
            {wrong.message}
          </Notice>
        )}
        <input
          type="hidden"
          name={from.kind}
          value={from.kind === "category" ? from.id : from.id.toLowerCase()}
        />
        {from.removed && <input type="hidden" name="list" value="removed" />}
        {at && <input type="hidden" name="at" value={at} />}
        {isEmpty ? (
          <EmptyState title={from.removed ? t("moderation.many.none-removed") : t("moderation.many.empty")}>
            {from.removed ? t("moderation.many.none-removed-text") : t("moderation.many.empty-text")}
          </EmptyState>
        ) : (
          <div className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2">
            <p className="text-sm text-muted">{t("moderation.many.hint", { max: view.most })}</p>
            {rows.length > 1 && (
              <Button type="submit" name="all" value="1" size="small">
                {t("moderation.many.all")}
              </Button>
            )}
          </div>
        )}
        {rows.length > 0 && <Rows rows={rows} chosen={chosen} />}
        {others.length > 0 && (
          <section aria-labelledby="others" className="flex flex-col gap-2">
            <h2 id="others">{t("moderation.many.others")}</h2>
            <Rows rows={others} chosen={chosen} />
          </section>
        )}
        {next && (
          <Button type="submit" name="go" value={next} size="small" className="self-start">
            {of === "topics" || from.kind === "member"
              ? t("moderation.many.more")
              : t("moderation.many.more-posts")}
          </Button>
        )}
        {!isEmpty && <WhatToDo view={view} />}
      </form>
    </>
  )
}

const tabOf = ({ from }: SelectView, removed: boolean) => ({
  href: selectPath({ ...from, removed }),
  current: (from.removed ?? false) === removed,
})

function Rows({ rows, chosen }: { rows: SelectRow[]; chosen: string[] }): ReactElement {
  return (
    <ul className="divide-y divide-border border-y border-border">
      {rows.map((row) => (
        <li key={row.id} className="flex items-start gap-3 py-2.5">
          <input
            type="checkbox"
            id={`item-${row.id}`}
            name="item"
            value={row.id}
            defaultChecked={chosen.includes(row.id)}
            className="mt-1 size-5 shrink-0 accent-accent"
          />
          <div className="min-w-0">
            <label htmlFor={`item-${row.id}`} className="font-semibold break-words">
              <bdi>{row.excerpt ?? row.title}</bdi>
            </label>{" "}
            {row.pinned && <Label>{t("topics.pinned")}</Label>}{" "}
            {row.locked && <Label>{t("topics.closed")}</Label>}{" "}
            {row.removed && <Label tone="danger">{t("topics.deleted")}</Label>}
            <p className="text-sm text-muted">
              {rich("moderation.many.by", {
                name: row.author,
                time: () => (
                  <Link href={row.href} className="link-quiet">
                    <Time at={row.at} precise />
                  </Link>
                ),
              })}
            </p>
          </div>
        </li>
      ))}
    </ul>
  )
}

function WhatToDo({ view }: { view: SelectView }): ReactElement {
  const { acts, categories, typed, wrong, of } = view
  const wrongIn = (field: string) => (wrong?.field === field ? wrong.message : undefined)
  const isOnly = acts.length === 1
  return (
    <fieldset className="asked-for flex flex-col gap-4">
      <legend className="mb-3 text-lg font-semibold">{t("moderation.many.do")}</legend>
      <Select
        name="act"
        label={t("moderation.many.act")}
        error={wrongIn("act")}
        defaultValue={typed.act ?? (isOnly ? acts[0] : "")}
      >
        {!isOnly && <option value="">{t("moderation.many.act-none")}</option>}
        {acts.map((act) => (
          <option key={act} value={act}>
            {t(`moderation.many.act.${act}`)}
          </option>
        ))}
      </Select>
      {of === "topics" && !isOnly && (
        <>
          <div data-for="move">
            <Select
              name="to"
              label={t("moderation.many.to")}
              error={wrongIn("category")}
              defaultValue={typed.to ?? ""}
            >
              <option value="">{t("moderation.many.act-none")}</option>
              {categories.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
          </div>
          <div data-for="tag">
            <Field
              name="tags"
              label={t("moderation.many.tags")}
              hint={t("moderation.many.tags-hint")}
              error={wrongIn("tags")}
              defaultValue={typed.tags}
              autoComplete="off"
            />
          </div>
        </>
      )}
      <Button type="submit" name="look" value="1" variant="primary" className="self-start">
        {t("moderation.many.look")}
      </Button>
    </fieldset>
  )
}
