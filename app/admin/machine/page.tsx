import type { Metadata } from "next"
import type { ReactElement } from "react"
import { AdminPage } from "#components/admin/admin-page.tsx"
import { Machine } from "#components/admin/machine.tsx"
import { loadMachine } from "#lib/views/machine.ts"
import { machinePath } from "#lib/web/admin-paths.ts"
import { adminOrNotFound } from "#lib/web/members-area.ts"
import { fromQuery } from "#lib/web/query.ts"
import { t } from "#lib/words/t.ts"
import { hurryAction, retryAction, retryAllAction } from "./actions.ts"

export const metadata: Metadata = { title: t("admin.machine") }

export default async function MachinePage({
  searchParams,
}: PageProps<"/admin/machine">): Promise<ReactElement> {
  const { admin, sections } = await adminOrNotFound(machinePath())
  const count = async (name: string): Promise<number> => Number(await fromQuery(searchParams, name)) || 0
  return (
    <AdminPage title={t("admin.machine")} sections={sections}>
      <Machine
        view={await loadMachine(admin, (await fromQuery(searchParams, "after")) || undefined)}
        actions={{ retry: retryAction, retryAll: retryAllAction, hurry: hurryAction }}
        said={{
          applied: (await fromQuery(searchParams, "applied")) ? await count("applied") : undefined,
          failing: await count("failing"),
          dropped: (await count("dropped")) > 0,
          hurried: (await count("hurried")) > 0,
        }}
      />
    </AdminPage>
  )
}
