import type { ReactElement } from "react"
import { classes } from "#components/ui/classes.ts"
import { Link } from "#components/ui/link.tsx"
import { hueStep } from "#components/ui/steps.ts"
import type { CategoryLink } from "#lib/views/categories.ts"
import { categoryPath } from "#lib/web/paths.ts"

/** A category's colour and name, as a link to it. */
export function CategoryName({
  category,
  className,
}: {
  category: CategoryLink
  className?: string
}): ReactElement {
  const { slug, name, hue, area } = category
  return (
    <Link
      href={categoryPath(slug, { area })}
      className={classes("link-quiet inline-block min-h-6 leading-6", className)}
    >
      <span className="hue me-1.5" data-hue={hueStep(hue)} />
      <bdi>{name}</bdi>
    </Link>
  )
}
