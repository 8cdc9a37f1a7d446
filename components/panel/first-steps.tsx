import type { ReactElement, ReactNode } from "react"
import { ButtonLink } from "#components/ui/button.tsx"
import { Panel } from "#components/ui/panel.tsx"
import type { SetupView } from "#lib/views/setup.ts"
import { adminCategoriesPath, adminTextsPath, newCategoryPath } from "#lib/web/admin-paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { t } from "#lib/words/t.ts"
import { PanelForm } from "./panel-form.client.tsx"

/** What a new forum needs, in the order in which one does it. */
export function FirstSteps({ view, mail }: { view: SetupView; mail: WritingAction }): ReactElement {
  const { name, url, isLocal, categories, topics, providers, magicLinks, smtp, from, rules } = view
  const ways = [t("panel.setup.password"), ...(magicLinks ? [t("panel.setup.magic")] : []), ...providers]
  return (
    <ol className="flex flex-col gap-4">
      <Step id="name" title={t("panel.setup.name")}>
        <p>{t("panel.setup.name-text", { name, url })}</p>
        {isLocal && <p>{t("panel.setup.local")}</p>}
      </Step>
      <Step id="places" title={t("panel.setup.categories")}>
        <p>{t("panel.setup.categories-text", { categories, topics })}</p>
        <p className="flex flex-wrap gap-2">
          <ButtonLink href={newCategoryPath()}>{t("panel.categories.new")}</ButtonLink>
          <ButtonLink href={adminCategoriesPath()}>{t("panel.categories")}</ButtonLink>
        </p>
      </Step>
      <Step id="ways" title={t("panel.setup.ways")}>
        <ul className="list-disc ps-5">
          {ways.map((way) => (
            <li key={way}>{way}</li>
          ))}
        </ul>
        <p className="text-sm text-muted">{t("panel.setup.ways-text")}</p>
      </Step>
      <Step id="mail" title={t("panel.setup.mail")}>
        <p>{smtp ? t("panel.setup.mail-smtp", { from }) : t("panel.setup.mail-folder")}</p>
        <PanelForm
          action={mail}
          fields={[]}
          ways={[{ label: t("panel.setup.mail-now"), variant: "secondary" }]}
        />
      </Step>
      <Step id="rules" title={t("panel.setup.texts")}>
        <p>{rules ? t("panel.setup.texts-there") : t("panel.setup.texts-none")}</p>
        <p>
          <ButtonLink href={adminTextsPath()}>{t("panel.texts")}</ButtonLink>
        </p>
      </Step>
    </ol>
  )
}

function Step({ id, title, children }: { id: string; title: string; children: ReactNode }): ReactElement {
  return (
    <li>
      <Panel aria-labelledby={id} className="flex flex-col gap-3">
        <h2 id={id}>{title}</h2>
        {children}
      </Panel>
    </li>
  )
}
