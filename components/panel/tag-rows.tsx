import type { ReactElement } from "react"
import { Button } from "#components/ui/button.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Field } from "#components/ui/field.tsx"
import { Link } from "#components/ui/link.tsx"
import type { ManagedTags } from "#lib/views/admin-tags.ts"
import { adminTagPath, adminTagsPath } from "#lib/web/admin-paths.ts"
import { t } from "#lib/words/t.ts"

/** All tags, a page of them: by name, or those first that most topics have. */
export function TagRows({ view: { q, by, rows, next } }: { view: ManagedTags }): ReactElement {
  const at = (query: Record<string, string>): string => `${adminTagsPath()}?${new URLSearchParams(query)}`
  return (
    <>
      <form method="get" action={adminTagsPath()} className="flex flex-wrap items-end gap-2">
        <Field
          type="search"
          name="q"
          label={t("tags.find")}
          defaultValue={q}
          autoComplete="off"
          className="sm:min-w-72"
        />
        <Button type="submit" variant="primary">
          {t("tags.show")}
        </Button>
      </form>
      <p className="flex flex-wrap gap-x-5">
        <Link href={adminTagsPath()} aria-current={by === "name" && q === "" ? "true" : undefined}>
          {t("tags.by-name")}
        </Link>
        <Link href={at({ by: "count" })} aria-current={by === "count" ? "true" : undefined}>
          {t("tags.by-count")}
        </Link>
      </p>
      {rows.length === 0 ? (
        <EmptyState title={t("tags.none")}>{t("tags.none-text")}</EmptyState>
      ) : (
        <ul aria-label={t("tags.list")} className="divide-y divide-border border-y border-border">
          {rows.map(({ tag, description, topics, isMore }) => (
            <li key={tag} className="flex flex-wrap items-baseline gap-x-3 gap-y-1 py-2">
              <Link href={adminTagPath(tag)} className="font-semibold">
                <bdi>#{tag}</bdi>
              </Link>
              <span className="min-w-0 flex-1 basis-48 text-sm break-words text-muted">{description}</span>
              <span className="text-sm text-muted tabular-nums">
                {t("tags.topics", { count: topics, many: isMore ? "yes" : "other" })}
              </span>
            </li>
          ))}
        </ul>
      )}
      {next && (
        <p>
          <Link href={at({ ...(q && { q }), ...(by === "count" && { by }), after: next })}>
            {t("tags.more")}
          </Link>
        </p>
      )}
    </>
  )
}
