import type { ReactElement } from "react"
import { Button } from "#components/ui/button.tsx"
import { Field, Select } from "#components/ui/field.tsx"
import type { SearchView } from "#lib/views/search.ts"
import { searchPath } from "#lib/web/paths.ts"

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
            aria-label="Words to look for"
            defaultValue={fields.q}
            maxLength={300}
            autoComplete="off"
            enterKeyHint="search"
            className="min-w-0 flex-1 rounded-md border border-field bg-surface px-3 py-2 text-base text-text"
          />
          <Button type="submit" variant="primary">
            Search
          </Button>
        </div>
        <details open={filtered}>
          <summary className="w-fit cursor-pointer py-1 text-sm text-muted hover:text-accent">
            Narrow it down
          </summary>
          <div className="mt-2 grid gap-x-4 gap-y-3 sm:grid-cols-2">
            <Select name="category" label="Category" defaultValue={fields.category ?? ""}>
              <option value="">Any</option>
              {fields.category && !view.categories.some(({ id }) => id === fields.category) && (
                <option value={fields.category}>{fields.category}</option>
              )}
              {view.categories.map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
            </Select>
            <Field name="author" label="Written by" defaultValue={fields.author} autoComplete="off" />
            <Field
              name="tag"
              label="Tags"
              defaultValue={fields.tag}
              autoComplete="off"
              autoCapitalize="none"
            />
            <div className="grid grid-cols-2 gap-3">
              <Field name="after" type="date" label="From" defaultValue={fields.after} />
              <Field name="before" type="date" label="Before" defaultValue={fields.before} />
            </div>
          </div>
        </details>
      </form>
    </search>
  )
}
