import type { ReactElement } from "react"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { Avatar } from "#components/ui/avatar.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { unseen } from "#components/ui/hidden.tsx"
import { Link } from "#components/ui/link.tsx"
import { Pager, PagerLink } from "#components/ui/pager.tsx"
import { Tabs } from "#components/ui/tabs.tsx"
import type { PeopleView } from "#lib/views/keeping.ts"
import { memberPath, PEOPLE_LISTS, peoplePath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

/** Whom a member follows or has muted, or who follows them: for themselves only. */
export function PeoplePage({ view, stance }: { view: PeopleView; stance: WritingAction }): ReactElement {
  const { list, people, next, isFirst } = view
  const title = t(`keeping.people.${list}`)
  return (
    <div className="mx-auto flex w-full max-w-3xl flex-col gap-4">
      <Tabs
        ruled
        label={t("keeping.people")}
        tabs={PEOPLE_LISTS.map((one) => ({
          href: peoplePath(one),
          label: t(`keeping.people.${one}`),
          current: one === list,
        }))}
      />
      <div>
        <h1>{title}</h1>
        <p className="text-muted">{t(`keeping.people.${list}-hint`)}</p>
      </div>
      {people.length === 0 && isFirst ? (
        <EmptyState title={t(`keeping.people.${list}-empty`)}>{t(`keeping.people.${list}-how`)}</EmptyState>
      ) : (
        <ul aria-label={title} className="divide-y divide-border border-y border-border">
          {people.map(({ id, name }) => (
            <li key={id} className="flex min-h-13 items-center gap-3 py-2">
              <Avatar name={name} user={id} />
              <Link href={memberPath(name)} className="link-quiet min-w-0 font-semibold">
                {name}
              </Link>
              {list !== "followers" && (
                <div className="ms-auto">
                  <OptionForm
                    action={stance}
                    hidden={{ member: id, stance: "neutral", page: peoplePath(list) }}
                    label={undoOf(list, name)}
                    size="small"
                  />
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {(!isFirst || next) && (
        <Pager label={t("keeping.pages-of", { list: title })}>
          {!isFirst && <PagerLink href={peoplePath(list)}>{t("keeping.to-start")}</PagerLink>}
          {next && (
            <PagerLink href={peoplePath(list, next)} rel="next">
              {t("keeping.more")}
            </PagerLink>
          )}
        </Pager>
      )}
    </div>
  )
}

/** The way back from what the list says. */
function undoOf(list: "following" | "muted", name: string): ReactElement {
  const whom = { name, more: unseen }
  return list === "following" ? rich("keeping.people.unfollow", whom) : rich("keeping.people.unmute", whom)
}
