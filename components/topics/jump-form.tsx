import type { ReactElement, ReactNode } from "react"
import { Button } from "#components/ui/button.tsx"
import { unseen } from "#components/ui/hidden.tsx"
import type { TopicView } from "#lib/views/topic.ts"
import { jumpPath } from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

const FIELD = "w-full rounded-md border border-field bg-surface px-2 py-1 text-text"

/**
 * To a post by its number, to the first one since a day, to a page: whichever is filled in. Needs no script.
 * @param children where one is, which opens the form
 */
export function JumpForm({
  view: { topic, pages, known },
  children,
}: {
  view: TopicView
  children: ReactNode
}): ReactElement {
  const fields = [
    { name: "post", label: t("topics.jump-post", { most: known }), type: "number", min: 1, max: known },
    {
      ...{ name: "date", label: t("topics.jump-date"), type: "date" },
      ...{ min: topic.createdAt.slice(0, 10), max: topic.lastPostAt.slice(0, 10) },
    },
    { name: "page", label: t("topics.jump-page", { most: pages }), type: "number", min: 1, max: pages },
  ]
  return (
    <details className="position-here">
      <summary>
        {children}
        {rich("topics.jump-here", { more: unseen })}
      </summary>
      <form action={jumpPath(topic.id)} className="position-jump">
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
