import type { ReactElement } from "react"
import { Pager, PagerLink } from "#components/ui/pager.tsx"
import type { Cursor } from "#lib/base/page.ts"
import { t } from "#lib/words/t.ts"

/**
 * Steps through a list by time: to its newest end, newer, older, to its oldest end.
 * @param href the address of the list at a cursor; without one, of its first page
 * @param label which pages these are, where "of this list" does not say it
 */
export function ListPager({
  label = t("topics.pages-of-list"),
  href,
  older,
  newer,
  isFirst,
}: {
  label?: string
  href: (cursor?: Cursor) => string
  older?: Cursor
  newer?: Cursor
  isFirst: boolean
}): ReactElement | null {
  if (isFirst && !older) return null
  return (
    <Pager label={label}>
      {!isFirst && <PagerLink href={href()}>{t("topics.newest")}</PagerLink>}
      {newer && (
        <PagerLink href={href(newer)} rel="prev">
          {t("topics.newer")}
        </PagerLink>
      )}
      {older && (
        <PagerLink href={href(older)} rel="next">
          {t("topics.older")}
        </PagerLink>
      )}
      {older && <PagerLink href={href({ direction: "oldest" })}>{t("topics.oldest")}</PagerLink>}
    </Pager>
  )
}
