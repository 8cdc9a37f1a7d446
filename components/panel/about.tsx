import type { ReactElement } from "react"
import { Prose } from "#components/posts/prose.tsx"
import { Link } from "#components/ui/link.tsx"
import { Time } from "#components/ui/time.tsx"
import type { AboutView } from "#lib/views/about.ts"
import { aboutPath, messagePath, publicLogPath } from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

/** What the forum says of itself, and the way to its other texts. */
export function About({
  view: { text, others, hasLog },
  name,
  description,
}: {
  view: AboutView
  name: string
  description: string
}): ReactElement {
  return (
    <div className="flex max-w-3xl flex-col gap-5">
      <h1>{text?.title ?? name}</h1>
      {text ? <Prose html={text.html} /> : <p>{description}</p>}
      {text && (
        <p className="text-sm text-muted">
          {rich("panel.text.updated", { time: () => <Time at={text.updatedAt} /> })}
        </p>
      )}
      <nav aria-label={t("panel.texts")} className="border-t border-border pt-4">
        <ul className="flex flex-wrap gap-x-5 gap-y-1">
          {others.map(({ name, title }) => (
            <li key={name}>
              <Link href={aboutPath(name)}>{title}</Link>
            </li>
          ))}
          {hasLog && (
            <li>
              <Link href={publicLogPath()}>{t("moderation.public-log")}</Link>
            </li>
          )}
          <li>
            <Link href={messagePath()} data-compose="">
              {t("shell.contact")}
            </Link>
          </li>
        </ul>
      </nav>
    </div>
  )
}
