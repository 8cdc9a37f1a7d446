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
  const shown = shownPages(page, pages)
  // On a phone there is one line: the neighbours are what "previous" and "next" say, the far ones have no room.
  const narrow = [...new Set([1, page, pages])]
  return (
    <Pager label={label}>
      {page > 1 && (
        <PagerLink href={href(page - 1)} rel="prev">
          {t("topics.previous")}
        </PagerLink>
      )}
      {shown.flatMap((n, index) => {
        const gap = gapBefore(n, shown[index - 1] ?? 0, narrow)
        return [
          ...(gap ? [<PagerGap key={`before-${n}`} at={gap === "both" ? undefined : gap} />] : []),
          <PagerLink
            key={n}
            href={href(n)}
            current={n === page}
            label={t("topics.page", { page: n })}
            far={!narrow.includes(n)}
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

/** Whether pages are left out before a number: on a wide screen, on a phone, or on both. */
export function gapBefore(
  n: number,
  before: number,
  narrow: number[],
): "wide" | "narrow" | "both" | undefined {
  const wide = n > before + 1
  const on = narrow.includes(n) && n > Math.max(0, ...narrow.filter((other) => other < n)) + 1
  if (wide && on) return "both"
  return on ? "narrow" : wide ? "wide" : undefined
}

/** Which numbers to show: both ends, the neighbours, and in a long topic the quarters. */
export function shownPages(page: number, pages: number): number[] {
  const quarters = pages > 20 ? [1, 2, 3].map((quarter) => Math.round((pages * quarter) / 4)) : []
  const wanted = [1, page - 1, page, page + 1, pages, ...quarters]
  return [...new Set(wanted)].filter((n) => n >= 1 && n <= pages).sort((a, b) => a - b)
}
