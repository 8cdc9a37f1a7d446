import type { ReactElement } from "react"
import { Prose } from "#components/posts/prose.tsx"
import { Avatar } from "#components/ui/avatar.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { Panel } from "#components/ui/panel.tsx"
import { Time } from "#components/ui/time.tsx"
import type { ProfileToClear } from "#lib/views/profile-settings.ts"
import type { FormState } from "#lib/web/form-state.ts"
import { memberPath, staffMemberPath } from "#lib/web/paths.ts"

import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { ClearForm } from "./clear-form.client.tsx"
import { TrustForm } from "./trust-form.client.tsx"

/** What stands on somebody's profile, for staff to take away with a reason; what was taken away lately. */
export function ClearPage({
  view,
  action,
  trust,
  said,
}: {
  view: ProfileToClear
  trust: (state: FormState<true>, form: FormData) => Promise<FormState<true>>
  action: (state: FormState<true>, form: FormData) => Promise<FormState<true>>
  /** What was done just now. */
  said?: "saved" | "trusted"
}): ReactElement {
  const { id, name, aboutHtml, aboutMark, avatar, mayClear, cleared } = view
  const parts = [
    {
      what: "avatar" as const,
      there: avatar !== undefined,
      mark: avatar ?? "",
      shown: <Avatar name={name} user={id} size="large" version={avatar ?? "none"} />,
    },
    { what: "about" as const, there: aboutHtml !== "", mark: aboutMark, shown: <Prose html={aboutHtml} /> },
  ]
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-6 py-4">
      <div>
        <h1>{t("members.clear.of", { name })}</h1>
        <p className="flex flex-wrap gap-x-5">
          <Link href={memberPath(name)}>{t("members.clear.back")}</Link>
          <Link href={staffMemberPath(id)}>{t("moderation.staff-page", { name })}</Link>
        </p>
      </div>
      {said && (
        <Notice kind="success" live>
          {said === "saved" ? t("members.clear.done", { name }) : t("trust.choose-done")}
        </Notice>
      )}
      {!mayClear && <Notice kind="warning">{t("members.clear.not-above", { name })}</Notice>}
      {parts.map(({ what, there, mark, shown }) => (
        <Panel key={what} aria-labelledby={`${what}-title`} className="flex flex-col gap-4">
          <h2 id={`${what}-title`}>{t(`members.clear.${what}`)}</h2>
          {there ? shown : <p className="text-muted">{t(`members.clear.no-${what}`)}</p>}
          {there && mayClear && (
            <ClearForm
              member={id}
              what={what}
              mark={mark}
              submit={t(`members.clear.take-${what}`)}
              action={action}
            />
          )}
          {cleared
            .filter((one) => one.what === what)
            .map(({ by, reason, at }) => (
              <p key={what} className="text-sm text-muted">
                {rich("members.clear.last", { by, reason, time: () => <Time at={at} /> })}
              </p>
            ))}
        </Panel>
      ))}
      {view.trust.mayChoose && (
        <Panel aria-labelledby="trust-title" className="flex flex-col gap-4">
          <h2 id="trust-title">{t("trust.choose", { name })}</h2>
          <TrustForm
            key={String(view.trust.given)}
            member={id}
            label={t("trust.standing-now")}
            chosen={view.trust.given === undefined ? "earned" : String(view.trust.given)}
            choices={[
              {
                value: "earned",
                label: t("trust.choose-earned", { level: t(`trust.level.${view.trust.earned}`) }),
              },
              ...([0, 1, 2, 3] as const).map((level) => ({
                value: String(level),
                label: t(`trust.level.${level}`),
              })),
            ]}
            action={trust}
          />
        </Panel>
      )}
    </div>
  )
}
