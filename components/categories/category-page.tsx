import type { ReactElement } from "react"
import { NewActivity } from "#components/live/new-activity.client.tsx"
import { ListPager } from "#components/topics/list-pager.tsx"
import { NumberPager } from "#components/topics/number-pager.tsx"
import { newestPost, TopicList } from "#components/topics/topic-list.tsx"
import { Breadcrumb } from "#components/ui/breadcrumb.tsx"
import { ButtonLink } from "#components/ui/button.tsx"
import { hueStep } from "#components/ui/steps.ts"
import { MarkRead } from "#components/viewer/mark-read.client.tsx"
import { CategoryWatch } from "#components/viewer/watch-slots.client.tsx"
import type { CategoryView } from "#lib/views/category.ts"
import { categoryPath, homePath, livePath, newTopicPath, type Order, privatePath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { CategoryName } from "./category-name.tsx"
import { OrderTabs } from "./order-tabs.tsx"

/** A category: what it is for, its parts, its topics in the order one chose. */
export function CategoryPage({
  view,
  watch,
  readAll,
}: {
  view: CategoryView
  watch: WritingAction
  readAll: WritingAction
}): ReactElement {
  const { category, area, order, topics, older, newer, isFirst, page, pages } = view
  return (
    <div className="flex flex-col gap-2">
      <header>
        <Breadcrumb crumbs={crumbsOf(view)} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="flex items-baseline gap-2.5">
            <span className="hue" data-hue={hueStep(category.hue)} />
            <bdi>{category.name}</bdi>
          </h1>
          {category.description && (
            <p className="text-muted max-lg:basis-full">
              <bdi>{category.description}</bdi>
            </p>
          )}
          <div className="category-tools ms-auto flex flex-wrap gap-2 max-lg:ms-0">
            <CategoryWatch category={category.id} action={watch} />
            <ButtonLink href={newTopicPath(category.id)} rel="nofollow" size="small">
              {category.question ? t("categories.ask") : t("categories.new-topic")}
            </ButtonLink>
          </div>
        </div>
        {category.children.length > 0 && (
          <nav aria-label={t("categories.parts", { name: category.name })} className="mt-2">
            <ul className="flex flex-wrap gap-x-5">
              {category.children.map((child) => (
                <li key={child.id}>
                  <CategoryName category={child} />
                </li>
              ))}
            </ul>
          </nav>
        )}
      </header>
      <div className="flex flex-wrap items-center justify-between gap-x-5">
        <OrderTabs category={category.slug} area={area} order={order} />
        <MarkRead
          category={category.id}
          parts={category.children.map(({ id }) => id)}
          page={categoryPath(category.slug, { area })}
          action={readAll}
        />
      </div>
      <TopicList
        compact
        topics={topics}
        label={t("categories.topics-in", { name: category.name })}
        {...emptyOf(order)}
      />
      {isFirst && order === "activity" && (
        <NewActivity address={livePath("category", category.id, area)} newest={newestPost(topics)} />
      )}
      {pages === undefined ? (
        <ListPager
          href={(cursor) => categoryPath(category.slug, { area, order, cursor })}
          older={older}
          newer={newer}
          isFirst={isFirst}
        />
      ) : (
        <NumberPager
          label={t("topics.pages-of-list")}
          page={page ?? 1}
          pages={pages}
          href={(n) => categoryPath(category.slug, { area, order, page: n })}
        />
      )}
    </div>
  )
}

/** In some orders there is nothing although there are topics. */
function emptyOf(order: Order): { none?: string; empty?: string } {
  if (order === "unanswered") return { none: t("topics.unanswered.empty") }
  if (order === "top" || order === "top-month") return { none: t("topics.top.empty") }
  return { empty: t("topics.first-is-yours") }
}

/** The one address of what is shown. @param rest what followed the category's name in the address */
export function canonicalOf({ category, area, order, isFirst }: CategoryView, rest: string[] = []): string {
  const path = categoryPath(category.slug, { area, order })
  return isFirst ? path : `${categoryPath(category.slug, { area })}/${rest.join("/")}`
}

function crumbsOf({ category, area }: CategoryView): { label: string; href: string }[] {
  const { parent } = category
  return [
    area === "public"
      ? { label: t("topics.home"), href: homePath() }
      : { label: t("topics.members-area"), href: privatePath() },
    ...(parent ? [{ label: parent.name, href: categoryPath(parent.slug, { area }) }] : []),
  ]
}
