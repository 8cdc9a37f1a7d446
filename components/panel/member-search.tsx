import type { ReactElement } from "react"
import { Label } from "#components/topics/topic-state.tsx"
import { Button } from "#components/ui/button.tsx"
import { EmptyState } from "#components/ui/empty-state.tsx"
import { Field } from "#components/ui/field.tsx"
import { Link } from "#components/ui/link.tsx"
import { Time } from "#components/ui/time.tsx"
import type { FoundMember } from "#lib/views/admin-members.ts"
import { adminMemberPath, adminMembersPath } from "#lib/web/admin-paths.ts"
import { sanctionsPath } from "#lib/web/staff-paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

/** Finds members by the beginning of a name or by a whole address. */
export function MemberSearch({ q, found }: { q: string; found: FoundMember[] }): ReactElement {
  return (
    <>
      <form method="get" action={adminMembersPath()} className="flex flex-wrap items-start gap-2">
        <Field
          type="search"
          name="q"
          label={t("panel.members.find")}
          hint={t("panel.members.find-hint")}
          defaultValue={q}
          autoComplete="off"
          className="sm:min-w-72"
        />
        <Button type="submit" variant="primary" className="sm:mt-[1.875rem]">
          {t("panel.members.search")}
        </Button>
      </form>
      {q !== "" && found.length === 0 && (
        <EmptyState title={t("panel.members.none")}>{t("panel.members.none-text")}</EmptyState>
      )}
      {found.length > 0 && (
        <form method="get" action={sanctionsPath()} className="flex flex-col gap-3">
          <ul aria-label={t("panel.members.found")} className="divide-y divide-border border-y border-border">
            {found.map(({ id, name, email, role, pending, createdAt }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-3 gap-y-1 py-2">
                {pending ? (
                  // Nothing is done to who is no member yet.
                  <span className="size-5 shrink-0" />
                ) : (
                  <input
                    type="checkbox"
                    name="member"
                    value={id}
                    aria-label={t("panel.members.choose", { name })}
                    className="size-5 shrink-0 accent-accent"
                  />
                )}
                <Link href={adminMemberPath(id)} className="font-semibold">
                  <bdi>{name}</bdi>
                </Link>
                {role !== "member" && <Label>{t(`panel.role.${role}`)}</Label>}
                {pending && <Label>{t("panel.label.pending")}</Label>}
                <span className="min-w-0 break-words text-sm text-muted">{email}</span>
                <span className="text-sm text-muted sm:ms-auto">
                  {rich("panel.members.since", { time: () => <Time at={createdAt} /> })}
                </span>
              </li>
            ))}
          </ul>
          {found.some(({ pending }) => !pending) && (
            <Button type="submit" className="self-start">
              {t("panel.members.sanction")}
            </Button>
          )}
        </form>
      )}
    </>
  )
}
