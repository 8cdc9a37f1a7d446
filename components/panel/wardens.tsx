import type { ReactElement } from "react"
import { Link } from "#components/ui/link.tsx"
import { Panel } from "#components/ui/panel.tsx"
import { adminMemberPath } from "#lib/web/admin-paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { PanelForm } from "./panel-form.client.tsx"

/** Who moderates a category without being staff, and who else is to. */
export function Wardens({
  category,
  wardens,
  actions,
}: {
  category: string
  wardens: { id: string; name: string }[]
  actions: Record<"name" | "end", WritingAction>
}): ReactElement {
  return (
    <Panel aria-labelledby="wardens" className="flex flex-col gap-4">
      <h2 id="wardens">{t("panel.wardens")}</h2>
      <p>{t("panel.wardens-text")}</p>
      {wardens.length > 0 ? (
        <ul className="divide-y divide-border border-y border-border">
          {wardens.map(({ id, name }) => (
            <li key={id} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-2">
              <Link href={adminMemberPath(id)}>
                <bdi>{name}</bdi>
              </Link>
              <PanelForm
                action={actions.end}
                fields={[]}
                hidden={{ category, member: id }}
                label={name}
                ways={[{ label: t("panel.wardens-end"), variant: "secondary" }]}
              />
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-muted">{t("panel.wardens-none")}</p>
      )}
      <PanelForm
        action={actions.name}
        fields={[{ ...{ kind: "text", name: "member", label: t("panel.wardens-name") }, required: true }]}
        hidden={{ category }}
        ways={[{ label: t("panel.wardens-add"), variant: "secondary" }]}
        label={t("panel.wardens")}
      />
    </Panel>
  )
}
