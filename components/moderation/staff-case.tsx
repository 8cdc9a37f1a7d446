import type { ReactElement, ReactNode } from "react"
import { ContextPost } from "#components/composer/context-post.tsx"
import { Version } from "#components/history/history-page.tsx"
import { Label } from "#components/topics/topic-state.tsx"
import { Button } from "#components/ui/button.tsx"
import { Field } from "#components/ui/field.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Panel } from "#components/ui/panel.tsx"
import type { StaffCaseView } from "#lib/views/staff-case.ts"
import { memberPath, staffMemberPath } from "#lib/web/paths.ts"
import { sanctionsPath, staffCasePath } from "#lib/web/staff-paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { CaseLog } from "./case-log.tsx"
import { StaffHeld } from "./held-text.tsx"
import { CaseList, Claimed, kindOf, titleOf } from "./queue-page.tsx"
import { StaffPage } from "./staff-page.tsx"
import { type Way, WordsForm } from "./words-form.client.tsx"

/** A case for staff. @param children the form that answers a message */
export function StaffCase({
  view,
  decide,
  maxDay,
  children,
}: {
  view: StaffCaseView
  decide: WritingAction
  /** Today, `yyyy-mm-dd`. */
  maxDay: string
  children?: ReactNode
}): ReactElement {
  const { row, log, on } = view
  const { id, name, kind } = row
  return (
    <StaffPage
      title={<bdi>{titleOf(row)}</bdi>}
      under={
        <p className="flex flex-wrap items-baseline gap-x-3 text-muted">
          <Label>{t(`moderation.state.${view.state}`)}</Label>
          {/* Where there is no title, the heading says it. */}
          {(row.title || row.queue === "newcomer") && (
            <Link href={memberPath(name)} className="link-quiet">
              {kindOf(row)}
            </Link>
          )}
          {view.member && (
            <Link href={staffMemberPath(view.member)}>{t("moderation.staff-page", { name })}</Link>
          )}
          {view.member && (
            <Link href={sanctionsPath({ names: name })}>{t("moderation.members.with-others")}</Link>
          )}
          {row.claimedBy && <Claimed by={row.claimedBy} />}
        </p>
      }
    >
      {on && (
        <Notice title={t("moderation.as-of", { day: new Date(on) })}>
          <Link href={staffCasePath(id)}>{t("moderation.to-now")}</Link>
        </Notice>
      )}
      {view.newcomer && <Newcomer {...view.newcomer} />}
      {view.held && <StaffHeld view={view.held} watched={row.watched} />}
      {kind === "held" && !view.held && <p>{t("trust.held-gone")}</p>}
      {view.post && <About post={view.post} isHidden={view.isHidden} />}
      {!view.post && !on && (kind === "post" || kind === "topic") && <p>{t("moderation.gone")}</p>}
      <CaseLog log={log} older={view.older ? staffCasePath(id, view.older) : undefined} />
      {view.refusal && <Notice kind="warning">{view.refusal}</Notice>}
      {children}
      {view.decisions.length > 0 && <Decide view={view} action={decide} />}
      <AsOf id={id} on={on} max={maxDay} />
      <section aria-labelledby="past" className="flex flex-col gap-2">
        <h2 id="past">{t("moderation.past", { name })}</h2>
        {view.past.length > 0 ? (
          <CaseList label={t("moderation.past", { name })} rows={view.past} />
        ) : (
          <p className="text-muted">{t("moderation.past-none")}</p>
        )}
      </section>
    </StaffPage>
  )
}

/** Who waits to be let in. */
function Newcomer({ name, email }: { name: string; email: string }): ReactElement {
  return (
    <section aria-labelledby="newcomer" className="flex flex-col gap-2">
      <h2 id="newcomer">{t("trust.newcomer")}</h2>
      <dl className="grid grid-cols-[auto_1fr] gap-x-4 gap-y-1">
        <dt className="text-muted">{t("trust.newcomer-name")}</dt>
        <dd>
          <bdi>{name}</bdi>
        </dd>
        <dt className="text-muted">{t("trust.newcomer-email")}</dt>
        <dd className="break-words">
          <bdi>{email}</bdi>
        </dd>
      </dl>
    </section>
  )
}

/** The post between those around it. */
function About({
  post,
  isHidden,
}: {
  post: NonNullable<StaffCaseView["post"]>
  isHidden: boolean
}): ReactElement {
  return (
    <section aria-labelledby="about" className="flex flex-col gap-3">
      <h2 id="about">{t("moderation.about")}</h2>
      {post.before.map((one) => (
        <ContextPost key={one.id} post={one} />
      ))}
      <div className="border-s-4 border-accent ps-3">
        {post.removed && (
          <Notice kind="warning">
            {isHidden ? t("moderation.hidden-now") : t("moderation.removed-by-author")}
          </Notice>
        )}
        <ContextPost post={post} />
      </div>
      {post.after.map((one) => (
        <ContextPost key={one.id} post={one} />
      ))}
      {post.editedSince && (
        <p>
          {rich("moderation.edited-since", {
            link: (words) => <Link href={post.editedSince!}>{words}</Link>,
          })}
        </p>
      )}
      {post.versions.length > 0 && (
        <details open={post.editedSince !== undefined} className="flex flex-col gap-3">
          <summary className="min-h-8 cursor-pointer font-semibold">{t("moderation.versions")}</summary>
          <ol className="mt-2 flex flex-col gap-4">
            {post.versions.map((version) => (
              <Version key={version.n} post={post.id} version={version} level="h3" />
            ))}
          </ol>
          <p className="mt-2 text-sm">
            <Link href={post.history}>{t("moderation.versions-all")}</Link>
          </p>
        </details>
      )}
      <p className="flex flex-wrap gap-x-4 text-sm">
        {!post.removed && <Link href={post.place}>{t("moderation.in-topic")}</Link>}
        <Link href={post.options}>{t("moderation.options")}</Link>
      </p>
    </section>
  )
}

type Decision = StaffCaseView["decisions"][number]

/** What can be done: whose case it is, apart from what is said and decided. */
function Decide({ view, action }: { view: StaffCaseView; action: WritingAction }): ReactElement {
  const { row, turn, decisions, isHidden } = view
  const hidden = { case: row.id, turn: String(turn) }
  const again = staffCasePath(row.id)
  const isTakeOver = row.claimedBy !== undefined
  const isTalk = row.kind === "message"
  const isNewcomer = row.queue === "newcomer"
  const holding = decisions.filter((one) => one === "claim" || one === "release")
  const deciding = decisions.filter((one) => one !== "claim" && one !== "release")
  const way = (decision: Decision): Way => ({
    value: decision,
    ...((decision === "hide" || decision === "reject") && { variant: "danger" as const }),
    ...(decision === "approve" && { variant: "primary" as const }),
    label: labelOf(decision, {
      isTakeOver,
      isTalk,
      isNewcomer,
      isAgainst: isHidden || row.queue === "appeal",
    }),
  })
  return (
    <Panel aria-labelledby="decide" className="flex flex-col gap-4">
      <h2 id="decide">{t("moderation.decide")}</h2>
      {holding.length > 0 && <WordsForm {...{ action, hidden, again }} ways={holding.map(way)} />}
      {deciding.length > 0 && (
        <WordsForm
          {...{ action, hidden, again }}
          {...(!isTalk && {
            label: t("moderation.decision-words"),
            hint: hintFor(view),
          })}
          ways={deciding.map(way)}
        />
      )}
    </Panel>
  )
}

/** Whom the words reach. */
function hintFor({ row, decisions }: StaffCaseView): string {
  if (row.queue === "newcomer") return t("trust.newcomer-hint")
  if (row.kind === "held") return t("moderation.decide-hint-held")
  return decisions.includes("hide") ? t("moderation.decide-hint-hide") : t("moderation.decide-hint")
}

function labelOf(
  decision: Decision,
  {
    isTakeOver,
    isTalk,
    isAgainst,
    isNewcomer,
  }: { isTakeOver: boolean; isTalk: boolean; isAgainst: boolean; isNewcomer: boolean },
): string {
  if (decision === "approve" && isNewcomer) return t("trust.let-in")
  if (decision === "reject" && isNewcomer) return t("trust.turn-away")
  if (decision === "claim" && isTakeOver) return t("moderation.do.take-over")
  if (decision === "dismiss" && isAgainst) return t("moderation.do.uphold")
  if (decision === "settle" && isTalk) return t("moderation.do.close-talk")
  return t(`moderation.do.${decision}`)
}

function AsOf({ id, on, max }: { id: string; on?: string; max: string }): ReactElement {
  return (
    <form method="get" action={staffCasePath(id)} className="flex flex-wrap items-end gap-2">
      <Field
        type="date"
        name="on"
        label={t("moderation.on-day")}
        defaultValue={on}
        max={max}
        className="w-44"
        required
      />
      <Button type="submit">{t("moderation.show-day")}</Button>
    </form>
  )
}
