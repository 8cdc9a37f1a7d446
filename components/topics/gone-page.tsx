import type { ReactElement, ReactNode } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { Link } from "#components/ui/link.tsx"
import { NarrowPage } from "#components/ui/panel.tsx"
import { Time } from "#components/ui/time.tsx"
import type { GoneView } from "#lib/views/gone.ts"
import { categoryPath, topicPath } from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

/** Where a topic was: who took it away, when and why. Neither its title nor anything else that it said. */
export function GonePage({ view }: { view: GoneView }): ReactElement {
  const { topic, by, at, why, category } = view
  // Its name is not told; the page of those who may read it knows it.
  const own = topicPath({ slug: "-", id: topic }, { area: "private" })
  return (
    <NarrowPage>
      <h1>{t("topics.gone")}</h1>
      <p>{rich(`topics.gone.by-${by}`, { time: () => <Time at={at} /> })}</p>
      {why && (
        <blockquote className="border-s-4 border-border ps-3">
          <bdi>{why}</bdi>
        </blockquote>
      )}
      <p className="for-members">
        {rich("topics.gone.own", {
          page: (words: ReactNode) => (
            <Link href={own} rel="nofollow">
              {words}
            </Link>
          ),
        })}
      </p>
      <p className="flex flex-wrap gap-3">
        <ButtonLink href={categoryPath(category.id, { area: category.area })} variant="primary">
          <bdi>{t("topics.gone.to-category", { category: category.name })}</bdi>
        </ButtonLink>{" "}
        <ButtonLink href="/">{t("shell.to-latest")}</ButtonLink>
      </p>
    </NarrowPage>
  )
}
