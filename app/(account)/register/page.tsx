import type { Metadata } from "next"
import { redirect } from "next/navigation"
import type { ReactElement } from "react"
import { type AccountField, AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { Providers } from "#components/account/providers.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { offersFor } from "#lib/auth/providers.ts"
import { currentActor } from "#lib/web/actor.ts"
import { accountPath, signInPath } from "#lib/web/paths.ts"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { registerFirstOwner, registerMember } from "./actions.ts"

export const metadata: Metadata = { title: "Register" }

const FIELDS: AccountField[] = [
  {
    name: "name",
    label: "Name",
    autoComplete: "nickname",
    hint: "3 to 20 characters. Everybody sees it beside what you write.",
  },
  {
    name: "email",
    label: "E-mail address",
    type: "email",
    autoComplete: "email",
    hint: "Nobody sees it.",
  },
  {
    name: "password",
    label: "Password",
    type: "password",
    autoComplete: "new-password",
    hint: "At least 8 characters, whichever you like.",
  },
]

export default async function RegisterPage({ searchParams }: { searchParams: Query }): Promise<ReactElement> {
  if ((await currentActor()).kind === "member") redirect(accountPath())
  const owner = await fromQuery(searchParams, "owner")
  return owner ? <OwnerForm token={owner} /> : <MemberForm next={await fromQuery(searchParams, "next")} />
}

function MemberForm({ next }: { next?: string }): ReactElement {
  return (
    <AccountPage title="Register">
      <AccountForm
        action={registerMember}
        hidden={{ next }}
        submit="Register"
        fields={FIELDS}
        done={
          <Notice kind="success" title="Look into your mail.">
            We have sent you a link. Open it, and your account is ready. Nothing there after a few minutes?
            Look into the junk folder, or register again.
          </Notice>
        }
      />
      <Providers offers={offersFor(next)} />
      <p>
        Do you have an account? <Link href={signInPath(next)}>Sign in</Link>
      </p>
    </AccountPage>
  )
}

function OwnerForm({ token }: { token: string }): ReactElement {
  return (
    <AccountPage title="Become the owner">
      <Notice>This account will own the forum: it may do everything, and give others their roles.</Notice>
      <AccountForm
        action={registerFirstOwner}
        hidden={{ token }}
        submit="Create the owner’s account"
        fields={FIELDS}
      />
    </AccountPage>
  )
}
