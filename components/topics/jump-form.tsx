import type { ReactElement } from "react"
import { Button } from "#components/ui/button.tsx"
import type { TopicView } from "#lib/views/topic.ts"
import { jumpPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

const FIELD = "w-full rounded-md border border-field bg-surface px-2 py-1 text-text"

/** To a post by its number, to the first one since a day, to a page: whichever is filled in. Needs no script. */
export function JumpForm({ view: { topic, pages, known } }: { view: TopicView }): ReactElement | null {
  if (pages <= 1) return null
  const fields = [
    { name: "post", label: t("topics.jump-post", { most: known }), type: "number", min: 1, max: known },
    {
      ...{ name: "date", label: t("topics.jump-date"), type: "date" },
      ...{ min: topic.createdAt.slice(0, 10), max: topic.lastPostAt.slice(0, 10) },
    },
    { name: "page", label: t("topics.jump-page", { most: pages }), type: "number", min: 1, max: pages },
  ]
  return (
    <details className="no-print text-sm">
      <summary className="link-quiet inline-block min-h-6 cursor-pointer py-1">{t("topics.jump")}</summary>
      <form action={jumpPath(topic.id)} className="mt-2 flex max-w-56 flex-col gap-3">
        {fields.map(({ label, ...field }) => (
          <label key={field.name} className="flex flex-col gap-1">
            {label}
            <input {...field} className={FIELD} />
          </label>
        ))}
        <Button type="submit" variant="secondary" className="self-start">
          {t("topics.jump-go")}
        </Button>
      </form>
    </details>
  )
}
