import type { ReactElement } from "react"
import { CategoryList } from "#components/categories/category-list.tsx"
import { ListTabs } from "#components/keeping/list-tabs.tsx"
import { NewActivity } from "#components/live/new-activity.client.tsx"
import { Link } from "#components/ui/link.tsx"
import type { HomeView } from "#lib/views/home.ts"
import { latestPath, livePath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"
import { ListPager } from "./list-pager.tsx"
import { newestPost, TopicList } from "./topic-list.tsx"

/** What is going on, and where: the latest topics, and the categories beside them. */
export function HomePage({ view, isFirst }: { view: HomeView; isFirst: boolean }): ReactElement {
  return (
    <div className="grid grid-cols-[minmax(0,1fr)] gap-10 lg:grid-cols-[minmax(0,1fr)_20rem]">
      <div className="flex min-w-0 flex-col gap-4">
        <ListTabs current="latest" />
        <div className="flex flex-wrap items-baseline justify-between gap-x-4">
          <h1>{t("topics.latest")}</h1>
          <Link href="#categories" className="py-1 text-sm lg:hidden">
            {t("topics.to-categories")}
          </Link>
        </div>
        <TopicList topics={view.topics} label={t("topics.latest")} empty={t("topics.first-is-yours")} />
        {isFirst && <NewActivity address={livePath("home")} newest={newestPost(view.topics)} />}
        <ListPager href={latestPath} older={view.older} newer={view.newer} isFirst={isFirst} />
      </div>
      <section aria-labelledby="categories" className="min-w-0">
        <h2 id="categories" className="mb-3 lg:mt-1.5">
          {t("topics.categories")}
        </h2>
        <CategoryList categories={view.categories} />
      </section>
    </div>
  )
}
