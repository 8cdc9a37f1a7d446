import type { ReactElement } from "react"
import { Button } from "#components/ui/button.tsx"
import { Field, Select } from "#components/ui/field.tsx"
import type { SearchView } from "#lib/views/search.ts"
import { searchPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/** The fields of a search: a plain form, whose address says all that was asked for. */
export function SearchForm({ view }: { view: SearchView }): ReactElement {
  const { fields, topic, order } = view
  const filtered = [fields.category, fields.tag, fields.author, fields.after, fields.before].some(Boolean)
  return (
    <search>
      <form action={searchPath()} className="flex flex-col gap-3">
        {topic && <input type="hidden" name="topic" value={topic.id.toLowerCase()} />}
        {order === "date" && <input type="hidden" name="order" value="date" />}
        <div className="flex items-stretch gap-2">
          <input
            name="q"
            type="search"
            aria-label={t("search.words")}
            defaultValue={fields.q}
            maxLength={300}
            autoComplete="off"
            enterKeyHint="search"
            className="min-w-0 flex-1 rounded-md border border-field bg-surface px-3 py-2 text-base text-text"
          />
          <Button type="submit" variant="primary">
            {t("search.title")}
          </Button>
        </div>
        <details open={filtered}>
          <summary className="w-fit cursor-pointer py-1 text-sm text-muted hover:text-accent">
            {t("search.narrow")}
          </summary>
          <div className="mt-2 grid gap-x-4 gap-y-3 sm:grid-cols-2">
            <Select name="category" label={t("search.category")} defaultValue={fields.category ?? ""}>
              <option value="">{t("search.any")}</option>
              {fields.category && !view.categories.some(({ id }) => id === fields.category) && (
                <option value={fields.category}>{fields.category}</option>
              )}
              {view.categories.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
            <Field name="author" label={t("search.author")} defaultValue={fields.author} autoComplete="off" />
            <Field
              name="tag"
              label={t("search.tags")}
              defaultValue={fields.tag}
              autoComplete="off"
              autoCapitalize="none"
            />
            <div className="grid grid-cols-2 gap-3">
              <Field name="after" type="date" label={t("search.from")} defaultValue={fields.after} />
              <Field name="before" type="date" label={t("search.before")} defaultValue={fields.before} />
            </div>
          </div>
        </details>
      </form>
    </search>
  )
}
