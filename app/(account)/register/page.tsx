import type { Metadata } from "next"
import { redirect } from "next/navigation"
import type { ReactElement } from "react"
import { type AccountField, AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { Providers } from "#components/account/providers.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { offersFor } from "#lib/auth/providers.ts"
import { freshSettings } from "#lib/forum/settings.ts"
import { isGoodInvitation } from "#lib/views/invitations.ts"
import { currentActor } from "#lib/web/actor.ts"
import { accountPath, signInPath } from "#lib/web/paths.ts"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { registerFirstOwner, registerMember } from "./actions.ts"

export const metadata: Metadata = { title: t("account.register") }

const fields = (): AccountField[] => [
  {
    name: "name",
    label: t("account.name"),
    autoComplete: "nickname",
    hint: t("account.name-hint"),
  },
  {
    name: "email",
    label: t("account.email"),
    type: "email",
    autoComplete: "email",
    hint: t("account.email-hint"),
  },
  {
    name: "password",
    label: t("account.password"),
    type: "password",
    autoComplete: "new-password",
    hint: t("account.password-hint"),
  },
]

export default async function RegisterPage({ searchParams }: { searchParams: Query }): Promise<ReactElement> {
  if ((await currentActor()).kind === "member") redirect(accountPath())
  const owner = await fromQuery(searchParams, "owner")
  if (owner) return <OwnerForm token={owner} />
  const secret = await fromQuery(searchParams, "invitation")
  const invitation = secret === undefined ? undefined : { secret, isGood: await isGoodInvitation(secret) }
  const isInvitedOnly = (await freshSettings()).values.registration === "invitation"
  return (
    <MemberForm
      next={await fromQuery(searchParams, "next")}
      invitation={invitation}
      isInvitedOnly={isInvitedOnly}
    />
  )
}

function MemberForm({
  next,
  invitation,
  isInvitedOnly,
}: {
  next?: string
  invitation?: { secret: string; isGood: boolean }
  isInvitedOnly: boolean
}): ReactElement {
  const isShut = isInvitedOnly && !invitation?.isGood
  return (
    <AccountPage title={t("account.register")}>
      {invitation?.isGood && <Notice>{t("invitations.bring")}</Notice>}
      {invitation && !invitation.isGood && (
        <Notice kind="warning">{isShut ? t("refusals.invitation-used") : t("invitations.wrong")}</Notice>
      )}
      {isShut && !invitation && <Notice>{t("refusals.invitation-needed")}</Notice>}
      {!isShut && (
        <AccountForm
          action={registerMember}
          hidden={{ next, invitation: invitation?.secret }}
          submit={t("account.register")}
          fields={fields()}
          done={
            <Notice kind="success" title={t("account.look")}>
              {t("account.register.sent")}
            </Notice>
          }
        />
      )}
      {!isInvitedOnly && <Providers offers={offersFor(next)} />}
      <p>
        {rich("account.register.has-one", { link: (words) => <Link href={signInPath(next)}>{words}</Link> })}
      </p>
    </AccountPage>
  )
}

function OwnerForm({ token }: { token: string }): ReactElement {
  return (
    <AccountPage title={t("account.owner.title")}>
      <Notice>{t("account.owner.text")}</Notice>
      <AccountForm
        action={registerFirstOwner}
        hidden={{ token }}
        submit={t("account.owner.create")}
        fields={fields()}
      />
    </AccountPage>
  )
}
