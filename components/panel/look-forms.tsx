import type { ReactElement, ReactNode } from "react"
import type { ManagedLook } from "#lib/views/admin-look.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { PanelForm } from "./panel-form.client.tsx"

type Actions = Record<"name" | "colors" | "logo" | "css", WritingAction>

/** Name, colours, logo and style sheet of the forum, each a form of its own. */
export function LookForms({ view, actions }: { view: ManagedLook; actions: Actions }): ReactElement {
  const hidden = { version: String(view.version) }
  const { logo } = view
  return (
    <>
      <Part id="name" title={t("look.name")}>
        <PanelForm
          label={t("look.name")}
          action={actions.name}
          hidden={hidden}
          fields={[
            {
              ...{ kind: "text", name: "name", id: "forum-name", label: t("look.name-label") },
              ...{ hint: t("look.name-hint", { name: view.givenName }), value: view.name },
            },
          ]}
          ways={[{ label: t("look.name-save") }]}
        />
      </Part>
      <Part id="colors" title={t("look.colors")}>
        <p className="max-w-(--measure)">{t("look.colors-text")}</p>
        <PanelForm
          label={t("look.colors")}
          action={actions.colors}
          hidden={hidden}
          fields={[
            { kind: "text", type: "color", name: "light", label: t("look.light"), value: view.colors.light },
            { kind: "text", type: "color", name: "dark", label: t("look.dark"), value: view.colors.dark },
          ]}
          ways={[
            { label: t("look.colors-save") },
            ...(view.isColored
              ? [
                  {
                    label: t("look.colors-reset"),
                    name: "intent",
                    value: "reset",
                    variant: "secondary" as const,
                  },
                ]
              : []),
          ]}
        />
      </Part>
      <Part id="logo" title={t("look.logo")}>
        {logo && (
          <p className="flex flex-wrap gap-3">
            <Shown src={logo.light} theme="light" />
            {logo.dark && <Shown src={logo.dark} theme="dark" />}
          </p>
        )}
        <PanelForm
          label={t("look.logo")}
          action={actions.logo}
          hidden={hidden}
          fields={[
            {
              ...{ kind: "file", name: "image", label: t("look.logo-light"), accept: "image/*" },
              hint: t("look.logo-hint"),
            },
            {
              ...{ kind: "file", name: "dark", id: "logo-dark", label: t("look.logo-dark") },
              ...{ accept: "image/*", hint: t("look.logo-dark-hint") },
            },
            {
              ...{ kind: "text", name: "alt", label: t("look.logo-alt"), value: logo?.alt ?? "" },
              hint: t("look.logo-alt-hint"),
            },
            {
              ...{
                kind: "check",
                name: "beside",
                label: t("look.name-beside"),
                on: logo?.nameBeside ?? true,
              },
            },
          ]}
          ways={[
            { label: t("look.logo-save") },
            ...(logo
              ? [
                  {
                    label: t("look.logo-remove"),
                    name: "intent",
                    value: "remove",
                    variant: "secondary" as const,
                  },
                ]
              : []),
          ]}
        />
      </Part>
      <Part id="css" title={t("look.css")}>
        <p className="max-w-(--measure)">{t("look.css-text")}</p>
        <PanelForm
          label={t("look.css")}
          action={actions.css}
          hidden={hidden}
          fields={[
            {
              ...{ kind: "area", name: "css", id: "own-css", label: t("look.css-label") },
              ...{ rows: 12, mono: true, value: view.css },
            },
            {
              kind: "check",
              name: "on",
              label: t("look.css-on"),
              on: !view.cssOff,
              hint: t("look.css-on-hint"),
            },
          ]}
          ways={[{ label: t("look.css-save") }]}
        />
      </Part>
    </>
  )
}

function Part({ id, title, children }: { id: string; title: string; children: ReactNode }): ReactElement {
  return (
    <section aria-labelledby={`part-${id}`} className="flex flex-col gap-3">
      <h2 id={`part-${id}`}>{title}</h2>
      {children}
    </section>
  )
}

/** On the ground for which it was made, whatever theme the page has. */
function Shown({ src, theme }: { src: string; theme: "light" | "dark" }): ReactElement {
  return (
    <span className={`logo-ground-${theme} rounded-md border border-border p-3`}>
      {/* biome-ignore lint/performance/noImgElement: it is made in the size in which it is shown */}
      <img src={src} alt={t(`look.logo-shown-${theme}`)} className="h-8 max-w-full object-contain" />
    </span>
  )
}
