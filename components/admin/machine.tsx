import type { ReactElement } from "react"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { Label } from "#components/topics/topic-state.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { unseen } from "#components/ui/hidden.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Time } from "#components/ui/time.tsx"
import type { MachineView, WorkRow } from "#lib/views/machine.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { DeadLetters } from "./dead-letters.tsx"
import { lagging } from "./durations.ts"

/** What was just done, in an address that anybody can write: it is believed to say so, and no more. */
export type Said = { applied?: number; failing: number; dropped: boolean; hurried: boolean }

/** What goes on behind the pages. */
export function Machine({
  view,
  actions,
  said,
}: {
  view: MachineView
  actions: { retry: WritingAction; retryAll: WritingAction; hurry: WritingAction }
  said: Said
}): ReactElement {
  return (
    <>
      <Done said={said} />
      <StreamState view={view} />
      <section aria-labelledby="letters" className="flex flex-col gap-3">
        <h2 id="letters">{t("admin.letters")}</h2>
        <p className="max-w-2xl text-muted">{t("admin.letters-text")}</p>
        <DeadLetters view={view} retry={actions.retry} retryAll={actions.retryAll} />
      </section>
      <section aria-labelledby="works" className="flex flex-col gap-3">
        <h2 id="works">{t("admin.works")}</h2>
        {view.works.length === 0 ? (
          <EmptyState title={t("admin.works-none")}>{t("admin.works-none-text")}</EmptyState>
        ) : (
          <Works label={t("admin.works")} rows={view.works} hurry={actions.hurry} />
        )}
      </section>
      {view.failed.length > 0 && (
        <section aria-labelledby="failed" className="flex flex-col gap-3">
          <h2 id="failed">{t("admin.works-failed")}</h2>
          <p className="max-w-2xl text-muted">{t("admin.works-failed-text")}</p>
          <Works label={t("admin.works-failed")} rows={view.failed} />
        </section>
      )}
    </>
  )
}

function Done({ said: { applied, failing, dropped, hurried } }: { said: Said }): ReactElement | null {
  if (applied !== undefined)
    return (
      <Notice kind={failing > 0 ? "warning" : "success"} first>
        {t("admin.letters-applied", { count: applied })}{" "}
        {failing > 0 && t("admin.letters-failing", { count: failing })}
      </Notice>
    )
  if (dropped)
    return (
      <Notice kind="success" first>
        {t("admin.letter-dropped")}
      </Notice>
    )
  if (!hurried) return null
  return (
    <Notice kind="success" first>
      {t("admin.work-hurried")}
    </Notice>
  )
}

function StreamState({ view: { stream, making } }: { view: MachineView }): ReactElement {
  return (
    <section aria-labelledby="stream" className="flex flex-col gap-2">
      <h2 id="stream">{t("admin.stream")}</h2>
      {stream?.worker === "does not run" ? (
        <Notice kind="error" title={t("admin.stream-off", { time: lagging(stream.lagMs) })}>
          {t("admin.stream-off-text")}
        </Notice>
      ) : (
        <p>{stream ? t("admin.stream-lag", { time: lagging(stream.lagMs) }) : t("admin.stream-none")}</p>
      )}
      {making.length > 0 && (
        <ul aria-label={t("admin.making")} className="flex list-disc flex-col gap-1 ps-5">
          {making.map(({ name, startedAt, done, failure }) => (
            <li key={name}>
              {rich("admin.making-one", { name, time: () => <Time at={startedAt} precise /> })} {done}{" "}
              {failure && <span className="text-danger">{failure}</span>}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

function Works({
  label,
  rows,
  hurry,
}: {
  label: string
  rows: WorkRow[]
  hurry?: WritingAction
}): ReactElement {
  return (
    <ul aria-label={label} className="divide-y divide-border border-y border-border">
      {rows.map((row) => (
        <li key={row.id} className="flex flex-col gap-1 py-3">
          <p className="flex flex-wrap items-baseline gap-x-2">
            <b className="min-w-0 font-semibold">
              <bdi>{row.title}</bdi>
            </b>
            {row.state === "undoing" && <Label tone="danger">{t("sagas.taking-back")}</Label>}
          </p>
          {row.state !== "failed" && (
            <p>
              {t("admin.work-step", { step: row.step, steps: row.steps, says: row.says })}{" "}
              {row.total === undefined
                ? t("admin.work-done", { done: row.done })
                : t("admin.work-done-of", { done: row.done, total: Math.max(row.total, row.done) })}
            </p>
          )}
          {row.failure && (
            <p className="break-words text-danger">
              {row.state === "failed"
                ? row.failure
                : t("admin.work-failure", { count: row.attempts, failure: row.failure })}
            </p>
          )}
          <p className="flex flex-wrap gap-x-3 text-sm text-muted">
            <span>{rich("admin.work-since", { time: () => <Time at={row.startedAt} precise /> })}</span>
            {row.isBeingDone && <span>{t("admin.work-now")}</span>}
            {row.goesOnAt && (
              <span>{rich("admin.work-goes-on", { time: () => <Time at={row.goesOnAt!} precise /> })}</span>
            )}
          </p>
          {hurry && row.goesOnAt && (
            <OptionForm
              action={hurry}
              hidden={{ saga: row.id }}
              label={rich("admin.work-hurry", { title: row.title, more: unseen })}
              size="small"
            />
          )}
        </li>
      ))}
    </ul>
  )
}
