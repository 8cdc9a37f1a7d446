import type { Metadata } from "next"
import { redirect } from "next/navigation"
import type { ReactElement } from "react"
import { choicesAction } from "#app/(keeping)/actions.ts"
import { SettingsPage } from "#components/account/page.tsx"
import { CategoryName } from "#components/categories/category-name.tsx"
import { ChoiceFields } from "#components/keeping/choice-page.tsx"
import { levelMark } from "#components/keeping/levels.ts"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { loadWatchingSettings } from "#lib/views/keeping.ts"
import { watchingSettingsPath } from "#lib/web/account-paths.ts"
import { currentActor } from "#lib/web/actor.ts"
import { ownListPath, peoplePath, signInPath, watchCategoryPath } from "#lib/web/paths.ts"
import { fromQuery } from "#lib/web/query.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

export const metadata: Metadata = { title: t("settings.watching.title") }

const byItself = () =>
  [
    { value: "watching", label: t("settings.watching.watch"), hint: t("settings.watching.watch-hint") },
    { value: "tracking", label: t("settings.watching.track"), hint: t("settings.watching.track-hint") },
    { value: "normal", label: t("settings.watching.nothing"), hint: t("settings.watching.nothing-hint") },
  ] satisfies { value: string; label: string; hint: string }[]

export default async function Page({ searchParams }: PageProps<"/settings/watching">): Promise<ReactElement> {
  const settings = await loadWatchingSettings(await currentActor())
  if (!settings) redirect(signInPath(watchingSettingsPath()))
  const { choices, categories } = settings
  return (
    <SettingsPage title={t("settings.watching.title")}>
      {(await fromQuery(searchParams, "said")) === "saved" && (
        <Notice kind="success" live>
          {t("settings.saved")}
        </Notice>
      )}
      <OptionForm action={choicesAction} hidden={{}} variant="primary" label={t("settings.save")}>
        <ChoiceFields
          shown
          legend={t("settings.watching.started")}
          name="started"
          current={choices.started}
          choices={byItself()}
        />
        <ChoiceFields
          shown
          legend={t("settings.watching.replied")}
          name="replied"
          current={choices.replied}
          choices={byItself()}
        />
        <p className="text-sm text-muted">{t("settings.watching.from-now-on")}</p>
      </OptionForm>
      <section aria-labelledby="categories" className="flex flex-col gap-2">
        <h2 id="categories">{t("settings.watching.categories")}</h2>
        {categories.length === 0 && <p className="text-muted">{t("settings.watching.no-category")}</p>}
        <ul className="divide-y divide-border">
          {categories.map(({ category, level }) => (
            <li key={category.id} className="flex flex-wrap items-center gap-x-4 py-1.5">
              <CategoryName category={category} />
              <span className="text-sm text-muted">{levelMark(level)}</span>
              <Link href={watchCategoryPath(category.id)} className="ms-auto text-sm">
                {rich("settings.watching.change", {
                  category: category.name,
                  more: (words) => <span className="sr-only">{words}</span>,
                })}
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="elsewhere" className="flex flex-col gap-2">
        <h2 id="elsewhere">{t("settings.watching.elsewhere")}</h2>
        <ul className="flex flex-col gap-1">
          <li>
            <Link href={ownListPath("watched")}>{t("settings.watching.topics")}</Link>
          </li>
          <li>
            <Link href={peoplePath("following")}>{t("settings.watching.following")}</Link>
          </li>
          <li>
            <Link href={peoplePath("followers")}>{t("settings.watching.followers")}</Link>
          </li>
          <li>
            <Link href={peoplePath("muted")}>{t("settings.watching.muted")}</Link>
          </li>
        </ul>
      </section>
    </SettingsPage>
  )
}
