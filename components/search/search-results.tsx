import type { ReactElement, ReactNode } from "react"
import { CategoryName } from "#components/categories/category-name.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Link } from "#components/ui/link.tsx"
import { Pager, PagerLink } from "#components/ui/pager.tsx"
import { Tabs } from "#components/ui/tabs.tsx"
import { Time } from "#components/ui/time.tsx"
import type { ResultView, SearchView } from "#lib/views/search.ts"
import { memberPath, searchPath } from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { Pieces } from "./pieces.tsx"

/** How much was found, in which order it is shown, and the page of it. */
export function SearchResults({
  view,
  found,
}: {
  view: SearchView
  found: NonNullable<SearchView["found"]>
}): ReactElement {
  const { fields, topic } = view
  if (found.results.length === 0 && !found.first)
    return (
      <EmptyState title={t("search.nothing")}>
        <p>
          {topic ? (
            <Link href={searchPath({ ...fields, topic: "" })}>{t("search.look-in-all")}</Link>
          ) : (
            t("search.try-other")
          )}
        </p>
      </EmptyState>
    )
  return (
    <section aria-labelledby="found">
      <div className="flex flex-wrap items-baseline justify-between gap-x-6 gap-y-1 border-b border-border pb-1">
        <h2 id="found" className="text-base">
          {amount(found, topic !== undefined)}
        </h2>
        <OrderTabs view={view} />
      </div>
      {found.results.length === 0 ? (
        <p className="py-4 text-muted">{t("search.that-was-all")}</p>
      ) : (
        <ol className="divide-y divide-border">
          {found.results.map((result) => (
            <Result key={result.id} result={result} inTopic={topic !== undefined} />
          ))}
        </ol>
      )}
      {(found.first || found.next) && (
        <div className="mt-4">
          <Pager label={t("search.pages")}>
            {found.first && <PagerLink href={found.first}>{t("search.first")}</PagerLink>}
            {found.next && (
              <PagerLink href={found.next} rel="next">
                {t("search.more")}
              </PagerLink>
            )}
          </Pager>
        </div>
      )}
    </section>
  )
}

function amount(
  { posts, topics, more }: { posts: number; topics: number; more: boolean },
  inTopic: boolean,
): string {
  if (more) return t("search.more-than", { posts })
  return inTopic || topics === posts ? t("search.found", { posts }) : t("search.found-in", { posts, topics })
}

function OrderTabs({ view: { fields, order } }: { view: SearchView }): ReactElement {
  const tab = (one: SearchView["order"], label: string) => ({
    href: searchPath({ ...fields, from: "", order: one === "date" ? "date" : "" }),
    label,
    current: one === order,
  })
  const tabs = [tab("relevance", t("search.best-first")), tab("date", t("search.newest-first"))]
  return <Tabs label={t("search.order")} tabs={tabs} />
}

/** In one topic every result has its title: there who wrote it and when leads to the post. */
function Result({ result, inTopic }: { result: ResultView; inTopic: boolean }): ReactElement {
  const { href, title, snippet, author, createdAt, category, isFirst, others, othersHref } = result
  const time = () => <Time at={createdAt} />
  const written = {
    name: author,
    author: (words: ReactNode) => (
      <Link href={memberPath(author)} className="link-quiet">
        {words}
      </Link>
    ),
    time,
  }
  return (
    <li className="py-3">
      {inTopic ? (
        <h3 className="text-base font-medium">
          <Link href={href} className="topic-title">
            {rich("search.result", { author, time })}
          </Link>
        </h3>
      ) : (
        <h3 className="text-base font-medium">
          <Link href={href} className="topic-title">
            <Pieces pieces={title} />
          </Link>
        </h3>
      )}
      <p className="mt-0.5 line-clamp-3 max-w-[70ch]">
        <bdi>
          <Pieces pieces={snippet} />
        </bdi>
      </p>
      <p className="mt-0.5 flex flex-wrap items-baseline gap-x-3 text-sm text-muted">
        {!inTopic && (
          <>
            <CategoryName category={category} />{" "}
            <span>{isFirst ? rich("search.started-by", written) : rich("search.reply-by", written)}</span>
          </>
        )}{" "}
        {others > 0 && (
          <Link href={othersHref} className="link-quiet inline-block min-h-6 leading-6 underline">
            {t("search.others", { posts: others })}
          </Link>
        )}
      </p>
    </li>
  )
}
