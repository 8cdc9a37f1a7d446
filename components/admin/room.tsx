import type { ReactElement, ReactNode } from "react"
import { classes } from "#components/ui/classes.ts"
import { Link } from "#components/ui/link.tsx"
import type { RoomView } from "#lib/views/room.ts"
import { machinePath, outboxPath } from "#lib/web/admin-paths.ts"
import { t } from "#lib/words/t.ts"
import { lagging } from "./durations.ts"

/** What goes on behind the pages, in a line each; what somebody has to look at stands out. */
export function Room({
  room: { stream, letters, waiting, failed, works },
}: {
  room: RoomView
}): ReactElement {
  return (
    <section aria-labelledby="room" className="flex flex-col gap-2">
      <h2 id="room">{t("admin.machine")}</h2>
      <ul className="flex flex-col gap-1">
        <Line href={machinePath()} isBad={isLate(stream)}>
          {streamWords(stream)}
        </Line>
        <Line href={machinePath()} isBad={letters.count > 0}>
          {letters.isMore ? t("admin.room-letters-more", letters) : t("admin.room-letters", letters)}
        </Line>
        <Line href={outboxPath()} isBad={failed.count > 0}>
          {failed.isMore ? t("admin.room-mail-more", failed) : t("admin.room-mail-failed", failed)}
        </Line>
        <Line href={outboxPath()}>
          {waiting.isMore
            ? t("admin.room-mail-waiting-more", waiting)
            : t("admin.room-mail-waiting", waiting)}
        </Line>
        <Line href={machinePath()}>{t("admin.room-works", { count: works })}</Line>
      </ul>
    </section>
  )
}

/** Milliseconds after which what follows from writing is missed by those who write. */
const LATE = 30_000

const isLate = (stream: RoomView["stream"]): boolean =>
  stream !== undefined && (stream.worker === "does not run" || stream.lagMs > LATE)

function streamWords(stream: RoomView["stream"]): string {
  if (!stream) return t("admin.stream-none")
  const time = lagging(stream.lagMs)
  return stream.worker === "does not run" ? t("admin.stream-off", { time }) : t("admin.stream-lag", { time })
}

function Line({
  href,
  isBad = false,
  children,
}: {
  href: string
  isBad?: boolean
  children: ReactNode
}): ReactElement {
  return (
    <li className={classes("border-s-4 ps-3", isBad ? "border-s-danger font-semibold" : "border-s-success")}>
      <Link href={href} className="link-quiet inline-block min-h-6">
        {children}
      </Link>
    </li>
  )
}
