import type { ReactElement } from "react"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { unseen } from "#components/ui/hidden.tsx"
import { Link } from "#components/ui/link.tsx"
import { Pager, PagerLink } from "#components/ui/pager.tsx"
import { Time } from "#components/ui/time.tsx"
import type { LetterRow, LetterView, MachineView } from "#lib/views/machine.ts"
import { deadLetterPath, machinePath } from "#lib/web/admin-paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

/** Changes that could not be applied, the oldest first. */
export function DeadLetters({
  view: { letters, next, isFirst },
  retry,
  retryAll,
}: {
  view: MachineView
  retry: WritingAction
  retryAll: WritingAction
}): ReactElement {
  if (letters.length === 0)
    return (
      <EmptyState title={isFirst ? t("admin.letters-none") : t("admin.letters-no-more")}>
        {!isFirst && <Link href={machinePath()}>{t("admin.letters-start")}</Link>}
      </EmptyState>
    )
  return (
    <>
      <OptionForm action={retryAll} hidden={{}} label={t("admin.retry-all")} variant="primary" />
      <ul aria-label={t("admin.letters")} className="divide-y divide-border border-y border-border">
        {letters.map((letter) => (
          <li key={letter.id} className="flex flex-col gap-2 py-3">
            <Letter letter={letter} />
            <div className="flex flex-wrap items-center gap-4">
              <OptionForm
                action={retry}
                hidden={{ letter: letter.id }}
                label={rich("admin.retry", { item: letter.item, more: unseen })}
                size="small"
              />
              <Link href={deadLetterPath(letter.id)} className="text-sm">
                {rich("admin.letter-show", { item: letter.item, more: unseen })}
              </Link>
            </div>
          </li>
        ))}
      </ul>
      {(next || !isFirst) && (
        <Pager label={t("admin.letters-pages")}>
          {!isFirst && <PagerLink href={machinePath()}>{t("admin.letters-start")}</PagerLink>}
          {next && (
            <PagerLink href={machinePath(next)} rel="next">
              {t("admin.letters-more")}
            </PagerLink>
          )}
        </Pager>
      )}
    </>
  )
}

function Letter({ letter }: { letter: LetterRow }): ReactElement {
  const { projection, reason, changed, item, changedAt, attempts } = letter
  return (
    <>
      <p className="font-semibold">{t("admin.letter-of", { projection, changed })}</p>
      <p className="break-words text-danger">{reason}</p>
      <p className="flex flex-wrap gap-x-3 text-sm text-muted">
        <code>{item}</code>
        <span>{rich("admin.letter-changed", { time: () => <Time at={changedAt} precise /> })}</span>
        <span>{t("admin.tried", { count: attempts })}</span>
      </p>
    </>
  )
}

/** One of them, with the change that it holds. */
export function DeadLetterDetails({
  view,
  retry,
  drop,
}: {
  view: LetterView
  retry: WritingAction
  drop: WritingAction
}): ReactElement {
  const hidden = { letter: view.id }
  return (
    <>
      <div className="flex flex-col gap-2">
        <Letter letter={view} />
      </div>
      <section aria-labelledby="payload" className="flex min-w-0 flex-col gap-2">
        <h2 id="payload">{t("admin.letter-payload")}</h2>
        <pre className="rounded-md bg-surface-2 p-3 text-xs break-words whitespace-pre-wrap" dir="ltr">
          {view.payload}
        </pre>
      </section>
      <OptionForm action={retry} hidden={hidden} label={t("admin.retry-this")} variant="primary" />
      <div className="flex flex-col gap-2 border-t border-border pt-4">
        <p className="max-w-2xl text-muted">{t("admin.letter-drop-text")}</p>
        <OptionForm action={drop} hidden={hidden} label={t("admin.letter-drop")} variant="danger" />
      </div>
    </>
  )
}
