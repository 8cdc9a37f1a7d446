import type { ReactElement } from "react"
import { Foldable } from "#components/posts/foldable.tsx"
import { Panel } from "#components/ui/panel.tsx"
import type { ManagedTag } from "#lib/views/admin-tags.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { PanelForm } from "./panel-form.client.tsx"

type Actions = Record<"describe" | "rename" | "merge" | "remove", WritingAction>

/** What can be done with a tag. */
export function TagForms({
  view: { tag, description, version },
  actions,
}: {
  view: ManagedTag
  actions: Actions
}): ReactElement {
  const hidden = { tag, version: String(version) }
  return (
    <>
      <PanelForm
        label={t("tags.describe")}
        action={actions.describe}
        hidden={hidden}
        fields={[
          {
            ...{ kind: "area", name: "description", rows: 2, label: t("tags.describe") },
            ...{ hint: t("tags.describe-hint"), value: description },
          },
        ]}
        ways={[{ label: t("tags.describe-save") }]}
      />
      <Panel aria-labelledby="rename" className="flex flex-col gap-4">
        <h2 id="rename">{t("tags.rename")}</h2>
        <p>{t("tags.rename-text", { tag })}</p>
        <PanelForm
          label={t("tags.rename")}
          action={actions.rename}
          hidden={hidden}
          fields={[{ kind: "text", name: "name", label: t("tags.rename-name") }]}
          ways={[{ label: t("tags.rename-now"), variant: "secondary" }]}
        />
      </Panel>
      <Panel aria-labelledby="merge" className="flex flex-col gap-4">
        <h2 id="merge">{t("tags.merge")}</h2>
        <p>{t("tags.merge-text", { tag })}</p>
        <PanelForm
          label={t("tags.merge")}
          action={actions.merge}
          hidden={hidden}
          fields={[{ kind: "text", name: "into", label: t("tags.merge-into") }]}
          ways={[{ label: t("tags.merge-now"), variant: "danger" }]}
        />
      </Panel>
      {/* It has no field in which one would stop to think, and no way back. */}
      <Foldable title={t("tags.remove")}>
        <p className="mb-3">{t("tags.remove-text")}</p>
        <PanelForm
          label={t("tags.remove")}
          action={actions.remove}
          hidden={hidden}
          fields={[]}
          ways={[{ label: t("tags.remove-now", { tag }), variant: "danger" }]}
        />
      </Foldable>
    </>
  )
}
