import type { ReactElement } from "react"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import type { SearchView } from "#lib/views/search.ts"
import { searchPath } from "#lib/web/paths.ts"
import { SearchForm } from "./search-form.tsx"
import { SearchHints } from "./search-hints.tsx"
import { SearchResults } from "./search-results.tsx"

/** What is asked for above, what was found below. */
export function SearchPage({ view, limited }: { view: SearchView; limited?: string }): ReactElement {
  const { topic, fields, found, problems } = view
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <header>
        <h1>{topic ? "Search in one topic" : "Search"}</h1>
        {topic && (
          <p className="mt-1 text-muted">
            Only in <Link href={topic.href}>{topic.title}</Link>.{" "}
            <Link href={searchPath({ ...fields, topic: "", from: "" })}>Search everywhere</Link>
          </p>
        )}
      </header>
      <SearchForm view={view} />
      {limited && <Notice kind="warning" title={limited} />}
      {problems.length > 0 && (
        <Notice kind="warning" title="Not all of this could be understood">
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
