import type { ReactElement } from "react"
import { Link } from "#components/ui/link.tsx"
import { tagPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/** Tags as links. Of a private topic they are words: the pages of tags list what is public. */
export function Tags({ tags, area }: { tags: string[]; area: "public" | "private" }): ReactElement | null {
  if (tags.length === 0) return null
  return (
    <ul aria-label={t("topics.tags")} className="topic-tags">
      {tags.map((tag) => (
        <li key={tag}>
          {area === "public" ? (
            <Link href={tagPath(tag)} className="link-quiet inline-block min-h-6 leading-6">
              <bdi>#{tag}</bdi>
            </Link>
          ) : (
            <bdi>#{tag}</bdi>
          )}
        </li>
      ))}
    </ul>
  )
}
