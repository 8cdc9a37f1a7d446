import type { ReactElement } from "react"
import { PostBody } from "#components/posts/post-body.tsx"
import { Link } from "#components/ui/link.tsx"
import { Time } from "#components/ui/time.tsx"
import type { LogEntry } from "#lib/views/staff-case.ts"
import { memberPath } from "#lib/web/paths.ts"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"
import { Quote } from "./case-page.tsx"

/** All that happened to a case, as it happened. */
export function CaseLog({ log, older }: { log: LogEntry[]; older?: string }): ReactElement {
  return (
    <section aria-labelledby="log" className="flex flex-col gap-3">
      <h2 id="log">{t("moderation.log")}</h2>
      {older && (
        <p>
          <Link href={older}>{t("moderation.before")}</Link>
        </p>
      )}
      <ol className="flex flex-col gap-3">
        {log.map((entry) => (
          <li key={entry.version} className="flex flex-col gap-1">
            <p>
              {happened({ ...entry, by: memberPath(entry.name) })}{" "}
              <span className="text-sm text-muted">
                <Time at={entry.at} precise />
              </span>
            </p>
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

/** Who did what. @param by leads to who it was */
export function happened({
  type,
  name,
  reason,
  act,
  by,
}: Pick<LogEntry, "type" | "name" | "reason" | "act"> & { by: string }): ReactElement {
  const who = () => (
    <Link href={by} className="link-quiet font-semibold">
      {name}
    </Link>
  )
  if (type === "reported")
    return rich("moderation.log.reported", { who, reason: t(`moderation.short.${reason ?? "other"}`) })
  if (type === "administered") return rich(`moderation.log.act.${act ?? "setting-changed"}`, { who })
  return rich(`moderation.log.${type}`, { who })
}
