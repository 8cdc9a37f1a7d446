import type { ReactElement } from "react"
import { Pager, PagerLink } from "#components/ui/pager.tsx"
import type { Cursor } from "#lib/base/page.ts"

/**
 * Steps through a list by time: to its newest end, newer, older, to its oldest end.
 * @param href the address of the list at a cursor; without one, of its first page
 */
export function ListPager({
  href,
  older,
  newer,
  isFirst,
}: {
  href: (cursor?: Cursor) => string
  older?: Cursor
  newer?: Cursor
  isFirst: boolean
}): ReactElement | null {
  if (isFirst && !older) return null
  return (
    <Pager label="Pages of this list">
      {!isFirst && <PagerLink href={href()}>Newest</PagerLink>}
      {newer && (
        <PagerLink href={href(newer)} rel="prev">
          ‹ Newer
        </PagerLink>
      )}
      {older && (
        <PagerLink href={href(older)} rel="next">
          Older ›
        </PagerLink>
      )}
      {older && <PagerLink href={href({ direction: "oldest" })}>Oldest</PagerLink>}
    </Pager>
  )
}
