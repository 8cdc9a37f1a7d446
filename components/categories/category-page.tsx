import type { CSSProperties, ReactElement } from "react"
import { NewActivity } from "#components/live/new-activity.client.tsx"
import { ListPager } from "#components/topics/list-pager.tsx"
import { NumberPager } from "#components/topics/number-pager.tsx"
import { newestPost, TopicList } from "#components/topics/topic-list.tsx"
import { Breadcrumb } from "#components/ui/breadcrumb.tsx"
import { ButtonLink } from "#components/ui/button.tsx"
import type { CategoryView } from "#lib/views/category.ts"
import { categoryPath, homePath, livePath, newTopicPath, privatePath } from "#lib/web/paths.ts"
import { CategoryName } from "./category-name.tsx"
import { OrderTabs } from "./order-tabs.tsx"

/** A category: what it is for, its parts, its topics in the order one chose. */
export function CategoryPage({ view }: { view: CategoryView }): ReactElement {
  const { category, area, order, topics, older, newer, isFirst, page, pages } = view
  return (
    <div className="flex flex-col gap-3">
      <header>
        <Breadcrumb crumbs={crumbsOf(view)} />
        <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
          <h1 className="flex items-baseline gap-2.5">
            <span className="hue" style={{ "--hue": category.hue } as CSSProperties} />
            {category.name}
          </h1>
          {category.description && <p className="text-muted max-lg:basis-full">{category.description}</p>}
          <ButtonLink
            href={newTopicPath(category.id)}
            rel="nofollow"
            size="small"
            className="ms-auto max-lg:ms-0"
          >
            {category.question ? "Ask a question" : "New topic here"}
          </ButtonLink>
        </div>
        {category.children.length > 0 && (
          <nav aria-label={`Parts of ${category.name}`} className="mt-1">
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
      <OrderTabs category={category.id} area={area} order={order} />
      <TopicList
        compact
        topics={topics}
        label={`Topics in ${category.name}`}
        empty="The first one is yours to start."
      />
      {isFirst && order === "activity" && (
        <NewActivity address={livePath("category", category.id, area)} newest={newestPost(topics)} />
      )}
      {pages === undefined ? (
        <ListPager
          href={(cursor) => categoryPath(category.id, { area, order, cursor })}
          older={older}
          newer={newer}
          isFirst={isFirst}
        />
      ) : (
        <NumberPager
          label="Pages of this list"
          page={page ?? 1}
          pages={pages}
          href={(n) => categoryPath(category.id, { area, order, page: n })}
        />
      )}
    </div>
  )
}

/** The one address of what is shown. @param rest what followed the category's name in the address */
export function canonicalOf({ category, area, order, isFirst }: CategoryView, rest: string[] = []): string {
  const path = categoryPath(category.id, { area, order })
  return isFirst ? path : `${categoryPath(category.id, { area })}/${rest.join("/")}`
}

function crumbsOf({ category, area }: CategoryView): { label: string; href: string }[] {
  const { parent } = category
  return [
    area === "public" ? { label: "Home", href: homePath() } : { label: "Members’ area", href: privatePath() },
    ...(parent ? [{ label: parent.name, href: categoryPath(parent.id, { area }) }] : []),
  ]
}
