import type { Metadata } from "next"
import { redirect } from "next/navigation"
import type { ReactElement } from "react"
import { choicesAction } from "#app/(keeping)/actions.ts"
import { AccountPage } from "#components/account/page.tsx"
import { CategoryName } from "#components/categories/category-name.tsx"
import { ChoiceFields } from "#components/keeping/choice-page.tsx"
import { LEVEL_MARKS } from "#components/keeping/levels.ts"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { Link } from "#components/ui/link.tsx"
import { Notice } from "#components/ui/notice.tsx"
import { loadWatchingSettings } from "#lib/views/keeping.ts"
import { currentActor } from "#lib/web/actor.ts"
import {
  ownListPath,
  peoplePath,
  signInPath,
  watchCategoryPath,
  watchingSettingsPath,
} from "#lib/web/paths.ts"
import { fromQuery } from "#lib/web/query.ts"

export const metadata: Metadata = { title: "What you follow" }

const BY_ITSELF = [
  { value: "watching", label: "Watch it", hint: "You are told of every reply." },
  { value: "tracking", label: "Track it", hint: "New replies are on your list of what is unread." },
  { value: "normal", label: "Nothing", hint: "You are told when somebody answers or mentions you." },
] as const

export default async function Page({ searchParams }: PageProps<"/settings/watching">): Promise<ReactElement> {
  const settings = await loadWatchingSettings(await currentActor())
  if (!settings) redirect(signInPath(watchingSettingsPath()))
  const { choices, categories } = settings
  return (
    <AccountPage title="What you follow">
      {(await fromQuery(searchParams, "said")) === "saved" && (
        <Notice kind="success" live>
          Saved.
        </Notice>
      )}
      <OptionForm action={choicesAction} hidden={{}} variant="primary" label="Save">
        <ChoiceFields
          shown
          legend="When I start a topic"
          name="started"
          current={choices.started}
          choices={[...BY_ITSELF]}
        />
        <ChoiceFields
          shown
          legend="When I reply in a topic"
          name="replied"
          current={choices.replied}
          choices={[...BY_ITSELF]}
        />
        <p className="text-sm text-muted">
          For what you write from now on. What you choose for a topic itself always counts more.
        </p>
      </OptionForm>
      <section aria-labelledby="categories" className="flex flex-col gap-2">
        <h2 id="categories">Categories</h2>
        {categories.length === 0 && (
          <p className="text-muted">
            You have chosen nothing for any category: “Watch” is on each one’s page.
          </p>
        )}
        <ul className="divide-y divide-border">
          {categories.map(({ category, level }) => (
            <li key={category.id} className="flex flex-wrap items-center gap-x-4 py-1.5">
              <CategoryName category={category} />
              <span className="text-sm text-muted">{LEVEL_MARKS[level]}</span>
              <Link href={watchCategoryPath(category.id)} className="ms-auto text-sm">
                Change<span className="sr-only"> how closely you follow {category.name}</span>
              </Link>
            </li>
          ))}
        </ul>
      </section>
      <section aria-labelledby="elsewhere" className="flex flex-col gap-2">
        <h2 id="elsewhere">Topics and members</h2>
        <ul className="flex flex-col gap-1">
          <li>
            <Link href={ownListPath("watched")}>Topics that you watch or track</Link>
          </li>
          <li>
            <Link href={peoplePath("following")}>Members whom you follow</Link>
          </li>
          <li>
            <Link href={peoplePath("followers")}>Who follows you</Link>
          </li>
          <li>
            <Link href={peoplePath("muted")}>Members whom you have muted</Link>
          </li>
        </ul>
      </section>
    </AccountPage>
  )
}
