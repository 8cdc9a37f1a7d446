import type { Metadata } from "next"
import type { ReactElement } from "react"
import { CategoryList } from "#components/categories/category-list.tsx"
import { NewActivity } from "#components/live/new-activity.client.tsx"
import { newestPost, TopicList } from "#components/topics/topic-list.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { privateHomePage } from "#lib/views/home.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { livePath, privatePath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

export const dynamic = "force-dynamic"
export const metadata: Metadata = { title: t("topics.members-area"), robots: { index: false } }

/** The categories that not everybody may read, and what was last written in them. */
export default async function Page(): Promise<ReactElement> {
  const { categories, topics } = await privateHomePage(await memberOrSignIn(privatePath()))
  return (
    <div className="flex flex-col gap-6">
      <header>
        <h1>{t("topics.members-area")}</h1>
        <p className="text-muted">{t("categories.private")}</p>
      </header>
      {categories.length === 0 ? (
        <EmptyState title={t("categories.private-none")} />
      ) : (
        <>
          <section aria-labelledby="categories">
            <h2 id="categories" className="mb-2">
              {t("topics.categories")}
            </h2>
            <CategoryList categories={categories} />
          </section>
          <section aria-labelledby="latest">
            <h2 id="latest" className="mb-2">
              {t("topics.latest")}
            </h2>
            <TopicList topics={topics} label={t("topics.latest")} empty={t("topics.first-is-yours")} />
            <NewActivity address={livePath("home", undefined, "private")} newest={newestPost(topics)} />
          </section>
        </>
      )}
    </div>
  )
}
