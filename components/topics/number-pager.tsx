import type { ReactElement } from "react"
import { Pager, PagerGap, PagerLink } from "#components/ui/pager.tsx"
import { figure, t } from "#lib/words/t.ts"

/** Numbered pages: first, previous, around here, a few far ones to jump to, next, last. */
export function NumberPager({
  label,
  page,
  pages,
  href,
}: {
  label: string
  page: number
  pages: number
  href: (page: number) => string
}): ReactElement | null {
  if (pages <= 1) return null
  return (
    <Pager label={label}>
      {page > 1 && (
        <PagerLink href={href(page - 1)} rel="prev">
          {t("topics.previous")}
        </PagerLink>
      )}
      {shownPages(page, pages).flatMap((n, index, all) => {
        // On a phone there is no room for those to jump to.
        const isFar = n > 1 && n < pages && Math.abs(n - page) > 1
        return [
          ...(index > 0 && n > all[index - 1]! + 1 ? [<PagerGap key={`before-${n}`} far={isFar} />] : []),
          <PagerLink
            key={n}
            href={href(n)}
            current={n === page}
            label={t("topics.page", { page: n })}
            far={isFar}
          >
            {figure(n)}
          </PagerLink>,
        ]
      })}
      {page < pages && (
        <PagerLink href={href(page + 1)} rel="next">
          {t("topics.next")}
        </PagerLink>
      )}
    </Pager>
  )
}

/** Which numbers to show: both ends, the neighbours, and in a long topic the quarters. */
export function shownPages(page: number, pages: number): number[] {
  const quarters = pages > 20 ? [1, 2, 3].map((quarter) => Math.round((pages * quarter) / 4)) : []
  const wanted = [1, page - 1, page, page + 1, pages, ...quarters]
  return [...new Set(wanted)].filter((n) => n >= 1 && n <= pages).sort((a, b) => a - b)
}
