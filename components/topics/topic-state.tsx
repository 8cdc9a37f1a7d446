import type { ReactElement, ReactNode } from "react"
import { classes } from "#components/ui/classes.ts"
import { Time } from "#components/ui/time.tsx"
import { rich } from "#lib/words/rich.ts"
import { t } from "#lib/words/t.ts"

/** What is special about a topic, in words. */
export function TopicState({
  pinned = false,
  locked = false,
  solved = false,
  removed = false,
}: {
  pinned?: boolean
  locked?: boolean
  solved?: boolean
  removed?: boolean
}): ReactElement {
  return (
    <>
      {pinned && <Label>{t("topics.pinned")}</Label>}{" "}
      {solved && <Label tone="success">{t("topics.solved")}</Label>}{" "}
      {locked && <Label>{t("topics.closed")}</Label>}{" "}
      {removed && <Label tone="danger">{t("topics.deleted")}</Label>}
    </>
  )
}

/** That it closes or opens by itself, and when. */
export function TimerWords({ timer }: { timer: { at: string; locked: boolean } }): ReactElement {
  const time = () => <Time at={timer.at} precise />
  return <span>{timer.locked ? rich("topics.closes", { time }) : rich("topics.opens", { time })}</span>
}

const TONES = {
  plain: "border-border text-muted",
  success: "border-success text-success",
  danger: "border-danger text-danger",
}

/** A word set apart from the text around it. */
export function Label({
  tone = "plain",
  children,
}: {
  tone?: keyof typeof TONES
  children: ReactNode
}): ReactElement {
  return (
    <span
      className={classes(
        "inline-block rounded-sm font-sans border px-1.5 align-[0.08em] text-xs leading-[1.15rem] font-semibold",
        TONES[tone],
      )}
    >
      {children}
    </span>
  )
}
