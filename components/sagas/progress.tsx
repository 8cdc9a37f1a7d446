import type { ReactElement } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Time } from "#components/ui/time.tsx"
import type { ProgressView } from "#lib/views/progress.ts"
import { progressPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/** What is said of something that takes longer than a request: under way, done, or taken back. */
export function Progress({ view }: { view: ProgressView }): ReactElement {
  const { state, says, done, total, failure, unfinished } = view
  return (
    <>
      {unfinished && (
        <Notice title={state === "undoing" ? t("sagas.taking-back") : says}>
          <p role="status">
            {t("sagas.done-of", { done, total: total === undefined ? 0 : Math.max(total, done) })}
          </p>
          {failure && <p>{t("sagas.failure", { failure })}</p>}
          <p className="mt-3">
            <ButtonLink href={progressPath(view.id)} size="small">
              {t("sagas.look-again")}
            </ButtonLink>
          </p>
        </Notice>
      )}
      {state === "done" && (
        <Notice kind="success" title={view.undone ? t("sagas.undone") : t("sagas.done")}>
          {view.finishedAt && (
            <p>
              <Time at={view.finishedAt} precise />
            </p>
          )}
          {view.download && (
            <p>
              {/* A file, no page: the browser fetches it. */}
              <a href={view.download} download>
                {t("sagas.download")}
              </a>
            </p>
          )}
        </Notice>
      )}
      {state === "failed" && (
        <Notice kind="error" title={t("sagas.failed")}>
          {failure && <p>{failure}</p>}
        </Notice>
      )}
      {view.left.length > 0 && (
        <section aria-labelledby="left" className="flex flex-col gap-2">
          <h2 id="left">{t("sagas.left", { count: view.left.length })}</h2>
          <ul className="flex list-disc flex-col gap-1 ps-5">
            {view.left.map(({ id, title, why }) => (
              <li key={id}>
                <bdi className="font-semibold">{title}</bdi>: {why}
              </li>
            ))}
          </ul>
        </section>
      )}
      {view.links.length > 0 && (
        <ul className={view.links.length > 1 ? "flex list-disc flex-col gap-1 ps-5" : undefined}>
          {view.links.map(({ href, title }) => (
            <li key={href}>
              <Link href={href}>{title}</Link>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
