import type { ReactElement } from "react"
import { FoldedForm } from "#components/posts/folded-form.client.tsx"
import { Label } from "#components/topics/topic-state.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Time } from "#components/ui/time.tsx"
import type { MemberRecordView } from "#lib/views/member-record.ts"
import { memberPath, permanentPath, postOptionsPath, staffMemberPath } from "#lib/web/paths.ts"
import {
  clearProfilePath,
  sanctionsPath,
  selectPath,
  staffCasePath,
  sweepPath,
} from "#lib/web/staff-paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { CaseLog } from "./case-log.tsx"
import { MemberNotes } from "./member-notes.tsx"
import { CaseList } from "./queue-page.tsx"
import { SanctionForm } from "./sanction-form.tsx"
import { StaffPage } from "./staff-page.tsx"

export type MemberActions = Record<"sanction" | "lift" | "note" | "takeNoteAway", WritingAction>

/** A member for staff: their past, what is in force, and what can be done. @param formKey of the form of a new note */
export function MemberRecord({
  view,
  actions,
  formKey,
}: {
  view: MemberRecordView
  actions: MemberActions
  formKey: string
}): ReactElement {
  const { id, name, role, joinedAt, postCount, can } = view
  return (
    <StaffPage
      title={
        <>
          <bdi>{t("moderation.staff-page", { name })}</bdi>{" "}
          {role !== "member" && <Label>{t(`members.${role}`)}</Label>}
        </>
      }
      under={
        <>
          <p className="text-muted">
            {rich("moderation.member.since", { count: postCount, time: () => <Time at={joinedAt} /> })}
          </p>
          <p className="flex flex-wrap gap-x-4 gap-y-3 py-2 text-sm">
            <Link href={memberPath(name)}>{t("moderation.member.profile")}</Link>
            <Link href={clearProfilePath(id)}>{t("moderation.member.clear")}</Link>
            {can.act && (
              <Link href={sanctionsPath({ names: name })}>{t("moderation.members.with-others")}</Link>
            )}
            {can.sweep && <Link href={sweepPath(name)}>{t("moderation.sweep")}</Link>}
            <Link href={selectPath({ kind: "member", id })}>{t("moderation.many.choose-of-member")}</Link>
          </p>
        </>
      }
    >
      {view.inForce.length > 0 && <InForce view={view} lift={actions.lift} />}
      {can.act ? (
        <SanctionForm view={view} action={actions.sanction} />
      ) : (
        <p className="text-muted">{t("moderation.member.above")}</p>
      )}
      {can.note && <MemberNotes view={view} actions={actions} formKey={formKey} />}
      {view.log.length > 0 ? (
        <div className="flex flex-col gap-2">
          <CaseLog log={view.log} title={t("moderation.member.record")} />
          <p className="text-sm">
            <Link href={staffCasePath(view.caseId)}>{t("moderation.member.whole-record")}</Link>
          </p>
        </div>
      ) : (
        <section aria-labelledby="log">
          <h2 id="log">{t("moderation.member.record")}</h2>
          <p className="text-muted">{t("moderation.member.record-none")}</p>
        </section>
      )}
      <section aria-labelledby="cases" className="flex flex-col gap-2">
        <h2 id="cases">{t("moderation.past", { name })}</h2>
        {view.cases.length > 0 ? (
          <CaseList label={t("moderation.past", { name })} rows={view.cases} />
        ) : (
          <p className="text-muted">{t("moderation.past-none")}</p>
        )}
      </section>
      <Posts view={view} />
    </StaffPage>
  )
}

function InForce({ view, lift }: { view: MemberRecordView; lift: WritingAction }): ReactElement {
  return (
    <section aria-labelledby="in-force" className="flex flex-col gap-3">
      <h2 id="in-force">{t("moderation.member.in-force")}</h2>
      {view.inForce.map(({ sanction, at, until, words }) => (
        <Notice key={sanction} kind="warning">
          <p className="font-semibold">{sentenceOf(sanction, at ?? view.joinedAt, until)}</p>
          {words && (
            <p className="whitespace-pre-line">
              <bdi>{words}</bdi>
            </p>
          )}
          {view.can.act && (
            <div className="mt-3">
              <FoldedForm
                title={t(`moderation.member.lift-${sanction}`)}
                action={lift}
                hidden={{ member: view.id, turn: String(view.turn), sanction }}
                again={staffMemberPath(view.id)}
                label={t(`moderation.member.lift-${sanction}`)}
                fields={[
                  {
                    kind: "text",
                    name: "words",
                    label: t("moderation.member.lift-words"),
                    optional: true,
                  },
                ]}
              />
            </div>
          )}
        </Notice>
      ))}
    </section>
  )
}

function sentenceOf(
  sanction: MemberRecordView["inForce"][number]["sanction"],
  at: string,
  until: string | undefined,
): ReactElement {
  const time = (): ReactElement => <Time at={at} precise />
  if (sanction === "warned") return rich("moderation.member.warned", { time })
  return until
    ? rich(`moderation.member.${sanction}-until`, { time, until: new Date(until) })
    : rich(`moderation.member.${sanction}`, { time })
}

function Posts({ view: { posts, removed } }: { view: MemberRecordView }): ReactElement {
  return (
    <section aria-labelledby="posts" className="flex flex-col gap-2">
      <h2 id="posts">{t("moderation.member.posts")}</h2>
      {posts.length === 0 && <p className="text-muted">{t("moderation.member.posts-none")}</p>}
      <ul className="flex flex-col gap-2">
        {posts.map(({ id, topic, excerpt, createdAt }) => (
          <li key={id}>
            <Link href={permanentPath(id)}>
              <bdi>{topic.title}</bdi>
            </Link>{" "}
            <span className="text-sm text-muted">
              <Time at={createdAt} precise />
            </span>
            <p className="notification-excerpt">
              <bdi>{excerpt}</bdi>
            </p>
          </li>
        ))}
      </ul>
      {removed.length > 0 && (
        <>
          <h3 className="mt-2 font-semibold">{t("moderation.member.removed")}</h3>
          <ul className="flex flex-col gap-2">
            {removed.map(({ id, excerpt, at, why }) => (
              <li key={id}>
                <Link href={postOptionsPath(id)}>
                  <bdi>{excerpt}</bdi>
                </Link>{" "}
                <span className="text-sm text-muted">
                  <Time at={at} precise />
                </span>
                {why && (
                  <p className="notification-excerpt">
                    <bdi>{why}</bdi>
                  </p>
                )}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  )
}
