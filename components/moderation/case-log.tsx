import type { ReactElement, ReactNode } from "react"
import { PostBody } from "#components/posts/post-body.tsx"
import { Link } from "#components/ui/link.tsx"
import { Time } from "#components/ui/time.tsx"
import type { EventDetails } from "#lib/views/case-rows.ts"
import type { LogEntry } from "#lib/views/staff-case.ts"
import { memberPath } from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { Quote } from "./case-page.tsx"

/** All that happened to a case, as it happened. */
export function CaseLog({
  log,
  older,
  title = t("moderation.log"),
}: {
  log: LogEntry[]
  older?: string
  title?: string
}): ReactElement {
  return (
    <section aria-labelledby="log" className="flex flex-col gap-3">
      <h2 id="log">{title}</h2>
      {older && (
        <p>
          <Link href={older}>{t("moderation.before")}</Link>
        </p>
      )}
      <ol className="flex flex-col gap-3">
        {log.map((entry) => (
          <li key={entry.version} className="flex flex-col gap-1">
            <Happened at={entry.at}>{happened({ ...entry, by: memberPath(entry.name) })}</Happened>
            {entry.words && <Quote words={entry.words} />}
            {entry.html !== undefined && (
              <div className="rounded-md border border-border px-4 py-3">
                <PostBody html={entry.html} />
              </div>
            )}
          </li>
        ))}
      </ol>
    </section>
  )
}

/** What happened, and when: that is apart, for what happened may have a day in it, too. */
export function Happened({ at, children }: { at: string; children: ReactNode }): ReactElement {
  return (
    <p className="flex flex-wrap items-baseline gap-x-3">
      <span className="min-w-0">{children}</span>
      <span className="text-sm whitespace-nowrap text-muted">
        <Time at={at} precise />
      </span>
    </p>
  )
}

/** Who did what. @param by leads to who it was */
export function happened({
  type,
  name,
  by,
  reason,
  act,
  until,
  what,
  from = "",
  to = "",
}: Pick<LogEntry, "type" | "name"> & EventDetails & { by: string }): ReactElement {
  const who = () => (
    <Link href={by} className="link-quiet font-semibold">
      {name}
    </Link>
  )
  if (type === "reported")
    return rich("moderation.log.reported", { who, reason: t(`moderation.short.${reason ?? "other"}`) })
  if (type === "administered") return rich(`moderation.log.act.${act ?? "setting-changed"}`, { who })
  if (type === "lifted") return rich(`moderation.log.lifted-${what ?? "warned"}`, { who })
  if (type === "silenced" || type === "suspended")
    return until
      ? rich(`moderation.log.${type}-until`, { who, until: t("ui.moment", { at: new Date(until) }) })
      : rich(`moderation.log.${type}-ever`, { who })
  if (type === "timed-lock" || type === "timed-unlock")
    return rich(`moderation.log.${type}`, { who, until: t("ui.moment", { at: new Date(until ?? 0) }) })
  if ((type === "pinned" || type === "pinned-home") && until)
    return rich(`moderation.log.${type}-until`, { who, until: t("ui.moment", { at: new Date(until) }) })
  return rich(`moderation.log.${type}`, { who, from, to })
}
