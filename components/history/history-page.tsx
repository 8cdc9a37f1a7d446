import type { ReactElement } from "react"
import { Closed } from "#components/composer/closed.tsx"
import { ButtonLink } from "#components/ui/button.tsx"
import { Link } from "#components/ui/link.tsx"
import { Time } from "#components/ui/time.tsx"
import type { HistoryVersion, HistoryView } from "#lib/views/history.ts"
import { historyPath, permanentPath, versionPath } from "#lib/web/paths.ts"
import { list, t } from "#lib/words/t.ts"
import { Changes } from "./changes.tsx"

/** The versions of a post, the newest first: who, when, and what changed. */
export function HistoryPage({ post, view }: { post: string; view: HistoryView }): ReactElement {
  const { topic, author, isFirst, signedIn, versions, older } = view
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-5">
      <div>
        <p className="text-sm text-muted">
          <Link href={permanentPath(post)}>
            {isFirst ? t("history.of-topic", { author }) : t("history.of-post", { author })}
          </Link>
        </p>
        <h1>{t("history.title", { topic })}</h1>
      </div>
      {!signedIn && <Closed signedIn={false} page={historyPath(post)} />}
      {versions.length > 0 && (
        <ol className="flex flex-col gap-4">
          {versions.map((version) => (
            <Version key={version.n} post={post} version={version} />
          ))}
        </ol>
      )}
      {older && (
        <p>
          <ButtonLink href={historyPath(post, older)}>{t("history.older")}</ButtonLink>
        </p>
      )}
    </div>
  )
}

/** @param level of its heading */
export function Version({
  post,
  version,
  level: Heading = "h2",
}: {
  post: string
  version: HistoryVersion
  level?: "h2" | "h3"
}): ReactElement {
  const { n, editor, at, isNewest, changes, title, tags } = version
  const isSame = changes?.every(({ kind }) => kind === "same" || kind === "skipped")
  return (
    <li id={`v-${n}`} className="rounded-md border border-border">
      <div className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-b border-border px-4 py-2.5">
        <Heading className="text-base font-semibold">
          {isNewest && n > 1 ? t("history.newest", { n }) : t("history.version", { n })}
        </Heading>
        <p className="text-sm text-muted max-sm:order-1 max-sm:basis-full">
          {n === 1 ? t("history.written-by", { editor }) : t("history.changed-by", { editor })}
          {", "}
          <Time at={at} precise />
        </p>
        <Link href={versionPath(post, n)} className="ms-auto text-sm">
          {t("history.source")}
          <span className="sr-only"> {t("history.source-of", { n })}</span>
        </Link>
      </div>
      <div className="flex flex-col gap-3 px-4 py-3">
        {title && (
          <div className="flex flex-wrap gap-x-2">
            <span className="text-sm text-muted">{t("history.its-title")}</span>
            <Changes changes={title} />
          </div>
        )}
        {tags && (
          <p className="text-sm text-muted">
            {tags.added.length > 0 && t("history.tags-added", { tags: list(tags.added) })}{" "}
            {tags.removed.length > 0 && t("history.tags-removed", { tags: list(tags.removed) })}
          </p>
        )}
        {!changes && <p className="text-sm text-muted">{t("history.too-much")}</p>}
        {changes && n > 1 && isSame && <p className="text-sm text-muted">{t("history.same")}</p>}
        {changes && !(n > 1 && isSame) && <Changes changes={changes} />}
      </div>
    </li>
  )
}
