import type { ReactElement, ReactNode } from "react"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Panel } from "#components/ui/panel.tsx"
import { Time } from "#components/ui/time.tsx"
import type { KeptMember } from "#lib/views/admin-members.ts"
import { adminCategoryPath, mergeMemberPath } from "#lib/web/admin-paths.ts"
import { memberPath, staffMemberPath } from "#lib/web/paths.ts"
import { clearProfilePath, staffLogPath } from "#lib/web/staff-paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { PanelForm } from "./panel-form.client.tsx"

type Actions = Record<"role" | "signOut" | "confirm" | "twoStepOff", WritingAction>

/** An account, and what administrators do for it or against it. */
export function MemberAdmin({ member, actions }: { member: KeptMember; actions: Actions }): ReactElement {
  const { id, name, role, roles, pending, mayKeep } = member
  return (
    <>
      <Facts member={member} />
      <Invited member={member} />
      {!pending && (
        <p className="flex flex-wrap gap-x-5">
          <Link href={memberPath(name)}>{t("panel.member.profile")}</Link>
          {/* Warnings, notes, cases: what moderators know and do. */}
          <Link href={staffMemberPath(id)}>{t("moderation.staff-page", { name })}</Link>
          <Link href={clearProfilePath(id)}>{t("panel.member.clear")}</Link>
          {role !== "member" && <Link href={staffLogPath({ by: name })}>{t("panel.member.log")}</Link>}
          {mayKeep && role === "member" && <Link href={mergeMemberPath(id)}>{t("panel.member.merge")}</Link>}
        </p>
      )}
      {pending && mayKeep && (
        <Panel aria-labelledby="confirm" className="flex flex-col gap-4">
          <h2 id="confirm">{t("panel.member.confirm")}</h2>
          <p>{t("panel.member.confirm-text")}</p>
          <PanelForm
            action={actions.confirm}
            fields={[]}
            hidden={{ member: id }}
            ways={[{ label: t("panel.member.confirm-now"), variant: "secondary" }]}
          />
        </Panel>
      )}
      {!pending && roles.length > 0 && (
        <Panel aria-labelledby="role" className="flex flex-col gap-4">
          <h2 id="role">{t("panel.member.role")}</h2>
          <p>{t("panel.member.role-text")}</p>
          <PanelForm
            action={actions.role}
            fields={[
              {
                ...{ kind: "choice", name: "role", label: t("panel.member.role-label"), value: role },
                options: roles.map((one): [string, string] => [one, t(`panel.role-is.${one}`)]),
              },
            ]}
            hidden={{ member: id }}
            ways={[{ label: t("panel.member.role-now") }]}
          />
        </Panel>
      )}
      {!pending && mayKeep && (
        <Panel aria-labelledby="sign-out" className="flex flex-col gap-4">
          <h2 id="sign-out">{t("panel.member.sign-out")}</h2>
          <p>{t("panel.member.sign-out-text")}</p>
          <PanelForm
            action={actions.signOut}
            fields={[]}
            hidden={{ member: id }}
            ways={[{ label: t("panel.member.sign-out-now"), variant: "secondary" }]}
          />
        </Panel>
      )}
      {member.twoStepAt && mayKeep && (
        <Panel aria-labelledby="two-step" className="flex flex-col gap-4">
          <h2 id="two-step">{t("panel.member.two-step")}</h2>
          <p>{t("panel.member.two-step-text")}</p>
          <PanelForm
            action={actions.twoStepOff}
            fields={[]}
            hidden={{ member: id }}
            ways={[{ label: t("panel.member.two-step-now"), variant: "danger" }]}
          />
        </Panel>
      )}
      {roles.length === 0 && !mayKeep && <Notice>{t("panel.member.not-above")}</Notice>}
    </>
  )
}

function WardLinks({ wards }: Pick<KeptMember, "wards">): ReactElement {
  return (
    <ul className="flex flex-wrap gap-x-3">
      {wards.map(({ id, name }) => (
        <li key={id}>
          <Link href={adminCategoryPath(id)}>
            <bdi>{name}</bdi>
          </Link>
        </li>
      ))}
    </ul>
  )
}

/** Who brought them, and whom they brought. */
function Invited({ member: { invitedBy, invited } }: { member: KeptMember }): ReactElement | null {
  if (!invitedBy && invited.length === 0) return null
  const to = (name: string) => (
    <Link key={name} href={memberPath(name)}>
      <bdi>{name}</bdi>
    </Link>
  )
  return (
    <div className="flex flex-col gap-1">
      {invitedBy && <p>{rich("invitations.invited-by", { who: () => to(invitedBy) })}</p>}
      {invited.length > 0 && (
        <p className="flex flex-wrap gap-x-3">
          <span>{t("invitations.invited")}</span>
          {invited.map(to)}
        </p>
      )}
    </div>
  )
}

function Facts({ member }: { member: KeptMember }): ReactElement {
  const { email, hasAddress, role, createdAt, topicCount, postCount, suspendedUntil, pending } = member
  const { mayKeep, twoStepAt, wards } = member
  const facts: [string, ReactNode][] = [
    [t("panel.member.is"), t(`panel.role.${role}`)],
    [
      t("panel.member.email"),
      email ?? (hasAddress ? t("panel.member.not-told") : t("panel.member.no-email")),
    ],
    ...(mayKeep ? [[t("panel.member.two-step"), twoStepFact(twoStepAt)] as [string, ReactNode]] : []),
    [t("panel.member.joined"), <Time key="joined" at={createdAt} />],
    [t("panel.member.wrote"), t("panel.member.wrote-text", { topics: topicCount, posts: postCount })],
    ...(wards.length > 0
      ? [[t("panel.member.wards"), <WardLinks key="wards" wards={wards} />] as [string, ReactElement]]
      : []),
    ...(suspendedUntil
      ? [[t("panel.member.suspended"), <Time key="until" at={suspendedUntil} />] as [string, ReactElement]]
      : []),
    ...(pending ? [[t("panel.member.state"), t("panel.label.pending")] as [string, string]] : []),
  ]
  return (
    <dl className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-6 gap-y-1">
      {facts.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-muted">{name}</dt>
          <dd className="min-w-0 break-words">{value}</dd>
        </div>
      ))}
    </dl>
  )
}

const twoStepFact = (at: string | undefined): ReactNode =>
  at
    ? rich("panel.member.two-step-is-on", { time: () => <Time at={at} /> })
    : t("panel.member.two-step-is-off")
