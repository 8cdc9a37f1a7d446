import type { ReactElement, ReactNode } from "react"
import { Breadcrumb } from "#components/ui/breadcrumb.tsx"
import { NarrowPage } from "#components/ui/panel.tsx"
import { accountPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/** A page with one thing to do about one's account. */
export function AccountPage({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <NarrowPage>
      <h1>{title}</h1>
      {children}
    </NarrowPage>
  )
}

/** A page of settings: wider, with the way back to the account. */
export function SettingsPage({ title, children }: { title: string; children: ReactNode }): ReactElement {
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-6 pb-4">
      <div>
        <Breadcrumb crumbs={[{ label: t("account.title"), href: accountPath() }]} />
        <h1>{title}</h1>
      </div>
      {children}
    </div>
  )
}
