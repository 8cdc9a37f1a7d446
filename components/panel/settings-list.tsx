import type { ReactElement } from "react"
import { Button } from "#components/ui/button.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Field } from "#components/ui/field.tsx"
import { Panel } from "#components/ui/panel.tsx"
import type { SettingRow, SettingsView } from "#lib/views/admin-settings.ts"
import { adminSettingsPath } from "#lib/web/admin-paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { type PanelField, PanelForm } from "./panel-form.client.tsx"

/** What can be set, by area; those that are not as they came can be set back. */
export function SettingsList({
  view,
  action,
  reset,
}: {
  view: SettingsView
  action: WritingAction
  reset: WritingAction
}): ReactElement {
  const { areas, version } = view
  const others = areas.flatMap(({ rows }) => rows).filter(({ isChanged }) => isChanged)
  return (
    <>
      <Search view={view} />
      {areas.length === 0 && (
        <EmptyState title={t("panel.settings.none")}>{t("panel.settings.none-text")}</EmptyState>
      )}
      {areas.map(({ area, rows }) => (
        <Panel key={area} aria-labelledby={`area-${area}`} className="flex flex-col gap-4">
          <h2 id={`area-${area}`}>{t(`panel.area.${area}`)}</h2>
          <PanelForm
            action={action}
            fields={rows.map(fieldOf)}
            hidden={{ version: String(version) }}
            ways={[{ label: t("panel.settings.save", { area: t(`panel.area.${area}`) }) }]}
          />
        </Panel>
      ))}
      {others.length > 0 && (
        <section aria-labelledby="changed" className="flex flex-col gap-2">
          <h2 id="changed">{t("panel.settings.changed")}</h2>
          <ul className="divide-y divide-border border-y border-border">
            {others.map(({ key, name, preset }) => (
              <li key={key} className="flex flex-wrap items-center justify-between gap-x-4 gap-y-2 py-2">
                <span className="min-w-0">{name}</span>
                <PanelForm
                  action={reset}
                  fields={[]}
                  hidden={{ version: String(version), key }}
                  label={name}
                  ways={[{ label: t("panel.settings.reset", { preset }), variant: "secondary" }]}
                />
              </li>
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function fieldOf({ key, name, text, value, preset, asked, isChanged }: SettingRow): PanelField {
  const hint = isChanged ? t("panel.settings.hint", { text, preset }) : text
  const common = { name: key, label: name, hint, value }
  if (asked.kind === "number")
    return { ...common, kind: "text", type: "number", min: asked.min, max: asked.max }
  if (asked.kind === "choice") return { ...common, kind: "select", options: asked.options }
  return asked.lines ? { ...common, kind: "area" } : { ...common, kind: "text" }
}

function Search({ view: { q, onlyChanged, changed } }: { view: SettingsView }): ReactElement {
  return (
    <form method="get" action={adminSettingsPath()} className="flex flex-wrap items-end gap-x-4 gap-y-2">
      <Field
        type="search"
        name="q"
        label={t("panel.settings.find")}
        defaultValue={q}
        className="sm:min-w-60"
      />
      <label className="flex min-h-10 items-center gap-2">
        <input
          type="checkbox"
          name="only"
          value="changed"
          defaultChecked={onlyChanged}
          className="accent-accent"
        />
        <span>{t("panel.settings.only-changed", { count: changed })}</span>
      </label>
      <Button type="submit">{t("panel.settings.show")}</Button>
    </form>
  )
}
