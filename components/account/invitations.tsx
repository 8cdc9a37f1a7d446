import type { ReactElement } from "react"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Link } from "#components/ui/link.tsx"
import { Panel } from "#components/ui/panel.tsx"
import { Time } from "#components/ui/time.tsx"
import type { InvitationsView } from "#lib/views/invitations.ts"
import { adminInvitationsPath } from "#lib/web/admin-paths.ts"
import type { FormState } from "#lib/web/form-state.ts"
import { memberPath } from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { InviteForm } from "./invite-form.client.tsx"
import { WithdrawForm } from "./withdraw-form.client.tsx"

type Action<T> = (state: FormState<T>, form: FormData) => Promise<FormState<T>>

/** Open invitations, and the way to a new one. */
export function Invitations({
  view: { rows, next, bounds },
  make,
  withdraw,
  byWhom = false,
}: {
  view: InvitationsView
  make: Action<{ link: string }>
  withdraw: Action<true>
  /** Whether they are of several people. */
  byWhom?: boolean
}): ReactElement {
  return (
    <>
      {bounds && (
        <Panel aria-labelledby="make" className="flex flex-col gap-4">
          <h2 id="make">{t("invitations.make")}</h2>
          <p>{t("invitations.text")}</p>
          <InviteForm action={make} bounds={bounds} />
        </Panel>
      )}
      <section aria-labelledby="open" className="flex flex-col gap-2">
        <h2 id="open">{t("invitations.all")}</h2>
        {rows.length === 0 ? (
          <EmptyState title={t("invitations.none")}>{t("invitations.none-text")}</EmptyState>
        ) : (
          <ul className="divide-y divide-border border-y border-border">
            {rows.map(({ hash, note, left, of, endsAt, name }) => (
              <li key={hash} className="flex flex-wrap items-center gap-x-4 gap-y-2 py-2">
                <div className="min-w-0 flex-1 basis-64">
                  <p className="font-semibold break-words">
                    <bdi>{note ?? t("invitations.one")}</bdi>
                  </p>
                  <p className="flex flex-wrap gap-x-4 text-sm text-muted">
                    {byWhom && (
                      <span>
                        {rich("invitations.by", { who: () => <Link href={memberPath(name)}>{name}</Link> })}
                      </span>
                    )}
                    <span>{t("invitations.left", { left, of })}</span>
                    <span>{rich("invitations.ends", { time: () => <Time at={endsAt} precise /> })}</span>
                  </p>
                </div>
                <WithdrawForm action={withdraw} invitation={hash} what={note ?? t("invitations.one")} />
              </li>
            ))}
          </ul>
        )}
        {next && (
          <p>
            <Link href={adminInvitationsPath(next)}>{t("invitations.more")}</Link>
          </p>
        )}
      </section>
    </>
  )
}
