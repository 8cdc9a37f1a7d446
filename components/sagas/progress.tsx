import type { ReactElement } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Time } from "#components/ui/time.tsx"
import type { ProgressView } from "#lib/views/progress.ts"
import { progressPath } from "#lib/web/paths.ts"

/** What is said of something that takes longer than a request: under way, done, or taken back. */
export function Progress({ view }: { view: ProgressView }): ReactElement {
  const { state, says, done, total, failure, unfinished } = view
  return (
    <>
      {unfinished && (
        <Notice title={state === "undoing" ? "Taking it back" : says}>
          <p role="status">
            {done} {total === undefined ? "" : `of about ${Math.max(total, done)} `}done. You need not wait:
            it goes on when you leave this page.
          </p>
          {failure && <p>Something did not work; it is tried again by itself. ({failure})</p>}
          <p className="mt-3">
            <ButtonLink href={progressPath(view.id)} size="small">
              Look again
            </ButtonLink>
          </p>
        </Notice>
      )}
      {state === "done" && (
        <Notice kind="success" title={view.undone ? "This was undone." : "Done."}>
          {view.finishedAt && (
            <p>
              <Time at={view.finishedAt} precise />
            </p>
          )}
        </Notice>
      )}
      {state === "failed" && (
        <Notice kind="error" title="This could not be done, and everything is as it was before.">
          {failure && <p>{failure}</p>}
        </Notice>
      )}
      {view.links.length > 0 && (
        <ul className="flex list-disc flex-col gap-1 ps-5">
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
