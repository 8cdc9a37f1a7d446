import type { ReactElement } from "react"
import { OptionForm } from "#components/posts/option-form.client.tsx"
import { Avatar } from "#components/ui/avatar.tsx"
import { classes } from "#components/ui/classes.ts"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Link } from "#components/ui/link.tsx"
import { Pager, PagerLink } from "#components/ui/pager.tsx"
import type { PeopleView } from "#lib/views/keeping.ts"
import { memberPath, PEOPLE_LISTS, type PeopleList, peoplePath } from "#lib/web/paths.ts"
import type { WritingAction } from "#lib/web/writing.ts"

const WORDS: Record<PeopleList, { title: string; hint: string; empty: string; how: string; undo?: string }> =
  {
    following: {
      title: "Following",
      hint: "You are told when they write. They can see that you follow them; nobody else can.",
      empty: "You follow nobody yet",
      how: "“Follow” is on each member’s page.",
      undo: "Unfollow",
    },
    followers: {
      title: "Followers",
      hint: "They are told when you write. Only you see who they are.",
      empty: "Nobody follows you yet",
      how: "Whoever does will be listed here, for you alone.",
    },
    muted: {
      title: "Muted",
      hint: "You are told nothing of them. They do not learn of it, and neither does anybody else.",
      empty: "You have muted nobody",
      how: "“Mute” is on each member’s page, under “Follow”.",
      undo: "Unmute",
    },
  }

/** Whom a member follows or has muted, or who follows them: for themselves only. */
export function PeoplePage({ view, stance }: { view: PeopleView; stance: WritingAction }): ReactElement {
  const { list, people, next, isFirst } = view
  const { title, hint, empty, how, undo } = WORDS[list]
  return (
    <div className="mx-auto flex w-full max-w-2xl flex-col gap-4">
      <nav aria-label="Lists of members">
        <ul className="flex gap-5 border-b border-border text-[0.9375rem]">
          {PEOPLE_LISTS.map((one) => (
            <li key={one}>
              <Link
                href={peoplePath(one)}
                aria-current={one === list ? "page" : undefined}
                className={classes(
                  "-mb-px inline-block border-b-2 py-1 no-underline",
                  one === list
                    ? "border-accent font-semibold text-text"
                    : "border-transparent text-muted hover:text-accent",
                )}
              >
                {WORDS[one].title}
              </Link>
            </li>
          ))}
        </ul>
      </nav>
      <div>
        <h1>{title}</h1>
        <p className="text-muted">{hint}</p>
      </div>
      {people.length === 0 && isFirst ? (
        <EmptyState title={empty}>{how}</EmptyState>
      ) : (
        <ul aria-label={title} className="divide-y divide-border border-y border-border">
          {people.map(({ id, name }) => (
            <li key={id} className="flex min-h-13 items-center gap-3 py-2">
              <Avatar name={name} />
              <Link href={memberPath(name)} className="link-quiet min-w-0 font-semibold">
                {name}
              </Link>
              {undo && (
                <div className="ms-auto">
                  <OptionForm
                    action={stance}
                    hidden={{ member: id, stance: "neutral", page: peoplePath(list) }}
                    label={undo}
                    about={name}
                    size="small"
                  />
                </div>
              )}
            </li>
          ))}
        </ul>
      )}
      {(!isFirst || next) && (
        <Pager label={`Pages of: ${title}`}>
          {!isFirst && <PagerLink href={peoplePath(list)}>To the start</PagerLink>}
          {next && (
            <PagerLink href={peoplePath(list, next)} rel="next">
              More ›
            </PagerLink>
          )}
        </Pager>
      )}
    </div>
  )
}
