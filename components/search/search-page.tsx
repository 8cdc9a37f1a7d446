import type { ReactElement } from "react"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import type { SearchView } from "#lib/views/search.ts"
import { searchPath } from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { SearchForm } from "./search-form.tsx"
import { SearchHints } from "./search-hints.tsx"
import { SearchResults } from "./search-results.tsx"

/** What is asked for above, what was found below. */
export function SearchPage({ view, limited }: { view: SearchView; limited?: string }): ReactElement {
  const { topic, fields, found, problems } = view
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <header>
        <h1>{topic ? t("search.in-topic") : t("search.title")}</h1>
        {topic && (
          <p className="mt-1 text-muted">
            {rich("search.only-in", {
              topic: () => <Link href={topic.href}>{topic.title}</Link>,
              link: (words) => <Link href={searchPath({ ...fields, topic: "", from: "" })}>{words}</Link>,
            })}
          </p>
        )}
      </header>
      <SearchForm view={view} />
      {limited && <Notice kind="warning" title={limited} />}
      {problems.length > 0 && (
        <Notice kind="warning" title={t("search.problems")}>
          <ul>
            {problems.map((problem) => (
              <li key={problem}>{problem}</li>
            ))}
          </ul>
        </Notice>
      )}
      {found && (found.posts > 0 || problems.length === 0) && <SearchResults view={view} found={found} />}
      {!found && !limited && <SearchHints />}
    </div>
  )
}
