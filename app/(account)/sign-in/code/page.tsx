import type { Metadata } from "next"
import { redirect } from "next/navigation"
import type { ReactElement } from "react"
import { AccountForm } from "#components/account/form.client.tsx"
import { AccountPage } from "#components/account/page.tsx"
import { Link } from "#components/ui/link.tsx"

import { currentActor } from "#lib/web/actor.ts"
import { safeNext, signInPath } from "#lib/web/paths.ts"
import { fromQuery, type Query } from "#lib/web/query.ts"
import { keptTicket } from "#lib/web/second-step.ts"
import { t } from "#lib/words/t.ts"
import { giveCode } from "./actions.ts"

export const metadata: Metadata = { title: t("account.two-step.code-title") }

/** The second page of signing in: whoever has no ticket of the first begins there. */
export default async function CodePage({ searchParams }: { searchParams: Query }): Promise<ReactElement> {
  const next = await fromQuery(searchParams, "next")
  if ((await currentActor()).kind === "member") redirect(safeNext(next))
  if (!(await keptTicket())) redirect(signInPath(next))
  return (
    <AccountPage title={t("account.two-step.code-title")}>
      <p>{t("account.two-step.code-text")}</p>
      <AccountForm
        action={giveCode}
        hidden={{ next }}
        submit={t("account.sign-in")}
        fields={[
          {
            name: "code",
            label: t("account.two-step.code"),
            hint: t("account.two-step.code-hint"),
            autoComplete: "one-time-code",
          },
        ]}
      />
      <p className="text-muted">{t("account.two-step.lost-both")}</p>
      <p>
        <Link href={signInPath(next)}>{t("account.two-step.begin-again")}</Link>
      </p>
    </AccountPage>
  )
}
