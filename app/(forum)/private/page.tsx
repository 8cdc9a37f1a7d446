import type { Metadata } from "next"
import type { ReactElement } from "react"
import { CategoryList } from "#components/categories/category-list.tsx"
import { NewActivity } from "#components/live/new-activity.client.tsx"
import { newestPost, TopicList } from "#components/topics/topic-list.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { privateHomePage } from "#lib/views/home.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { livePath, privatePath } from "#lib/web/paths.ts"

export const dynamic = "force-dynamic"
export const metadata: Metadata = { title: "Members’ area", robots: { index: false } }

/** The categories that not everybody may read, and what was last written in them. */
export default async function Page(): Promise<ReactElement> {
  const { categories, topics } = await privateHomePage(await memberOrSignIn(privatePath()))
  return (
    <div className="flex flex-col gap-6">
      <header>
        <h1>Members’ area</h1>
        <p className="text-muted">What is written here is not open to everyone.</p>
      </header>
      {categories.length === 0 ? (
        <EmptyState title="There is nothing here for you yet" />
      ) : (
        <>
          <section aria-labelledby="categories">
            <h2 id="categories" className="mb-2">
              Categories
            </h2>
            <CategoryList categories={categories} />
          </section>
          <section aria-labelledby="latest">
            <h2 id="latest" className="mb-2">
              Latest topics
            </h2>
            <TopicList topics={topics} label="Latest topics" empty="The first one is yours to start." />
            <NewActivity address={livePath("home", undefined, "private")} newest={newestPost(topics)} />
          </section>
        </>
      )}
    </div>
  )
}
