import type { ReactElement } from "react"
import { Link } from "#components/ui/link.tsx"
import type { SelectPreview, SelectView } from "#lib/views/selecting.ts"
import { selectPath } from "#lib/web/staff-paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { WordsForm } from "./words-form.client.tsx"

/** What an act would change and what it leaves out, the reason, and the button. */
export function SelectPreviewPart({
  view,
  preview,
  action,
  formKey,
}: {
  view: SelectView
  preview: SelectPreview
  action: WritingAction
  formKey: string
}): ReactElement {
  const { act, category, tags, items, will, left, told } = preview
  const count = will.length
  return (
    <section aria-labelledby="preview" className="flex flex-col gap-4">
      <div>
        <p className="text-sm text-muted">{t("moderation.many.preview")}</p>
        <h2 id="preview">{t(`moderation.many.act.${act}`)}</h2>
      </div>
      {tags.length > 0 && <p className="font-semibold">{tags.join(", ")}</p>}
      <p>
        {category
          ? t("moderation.many.will-move", { count, category: category.name })
          : t("moderation.many.will", { count })}
      </p>
      {count > 0 && (
        <ul className="flex list-disc flex-col gap-1 ps-5">
          {will.map(({ id, title, author }) => (
            <li key={id}>
              {rich("moderation.many.will-by", {
                name: author,
                title: () => <bdi className="font-semibold">{title}</bdi>,
              })}
            </li>
          ))}
        </ul>
      )}
      {left.length > 0 && (
        <>
          <p>{t("moderation.many.left", { count: left.length })}</p>
          <ul className="flex list-disc flex-col gap-1 ps-5">
            {left.map(({ id, title, why }) => (
              <li key={id}>
                <bdi className="font-semibold">{title || t("moderation.many.unknown")}</bdi>: {why}
              </li>
            ))}
          </ul>
        </>
      )}
      {count > 0 && (
        <>
          <p className="text-muted">
            {told > 0 && t("moderation.many.told", { count: told })} {t("moderation.many.undo")}
          </p>
          <WordsForm
            action={action}
            hidden={{
              ...{ form: formKey, of: view.of, act, items: items.join(",") },
              ...(category && { category: category.id }),
              ...(tags.length > 0 && { tags: tags.join(",") }),
            }}
            label={t("moderation.topic-words")}
            ways={[
              {
                value: act,
                label: t(`moderation.many.act.${act}`),
                variant: act === "hide" ? "danger" : "primary",
              },
            ]}
          />
        </>
      )}
      <p>
        <Link href={selectPath(view.from, againOf(view))}>{t("moderation.many.back")}</Link>
      </p>
    </section>
  )
}

function againOf({ chosen, typed, at }: SelectView): [string, string][] {
  const fields = { ...typed, ...(at && { at }) }
  return [...chosen.map((id): [string, string] => ["item", id]), ...Object.entries(fields)]
}
