import type { ReactElement } from "react"
import { Time } from "#components/ui/time.tsx"
import type { CategoryCard } from "#lib/views/categories.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { CategoryName } from "./category-name.tsx"

/** Categories, each with what it is for, how much is in it, when it was last written in, and its parts. */
export function CategoryList({ categories }: { categories: CategoryCard[] }): ReactElement {
  return (
    <ul className="divide-y divide-border border-y border-border">
      {categories.map((category) => (
        <li key={category.id} className="py-2.5">
          <CategoryName category={category} className="font-semibold text-text" />
          {category.description && (
            <p className="text-[0.9375rem] leading-snug text-muted">
              <bdi>{category.description}</bdi>
            </p>
          )}
          {category.children.length > 0 && (
            <ul
              className="mt-1 flex flex-wrap gap-x-3.5 text-[0.9375rem]"
              aria-label={t("categories.parts", { name: category.name })}
            >
              {category.children.map((child) => (
                <li key={child.id}>
                  <CategoryName category={child} />
                </li>
              ))}
            </ul>
          )}
          <CategoryFigures category={category} className="mt-0.5" />
        </li>
      ))}
    </ul>
  )
}

/** How many topics and posts a category has, and when the last was written. */
function CategoryFigures({
  category,
  className,
}: {
  category: CategoryCard
  className?: string
}): ReactElement {
  const { lastPostAt } = category
  const figures = { topics: category.topicCount, posts: category.postCount }
  return (
    <p className={`text-sm text-muted ${className ?? ""}`}>
      {lastPostAt
        ? rich("categories.figures-last", { ...figures, time: () => <Time at={lastPostAt} /> })
        : t("categories.figures", figures)}
    </p>
  )
}
