/** Whose writing was taken away for a while, and what they are told. */
import { now } from "#lib/base/clock.ts"
import { FOREVER, STANDING } from "#lib/db/items/users.ts"
import { t } from "#lib/words/t.ts"
import type { Actor, Member } from "./actor.ts"

/** Whether a suspension is running. */
export function isSuspended(actor: Actor): boolean {
  return actor.kind === "member" && liesAhead(actor.suspendedUntil)
}

/** Whether a silence is running. */
export function isSilenced(actor: Actor): boolean {
  return actor.kind === "member" && liesAhead(actor.silencedUntil)
}

const liesAhead = (until: string | undefined): boolean => until !== undefined && Date.parse(until) > now()

/** Until when, and why. */
export function toldWhy<C extends "suspended" | "silenced">(
  actor: Member,
  code: C,
): { kind: "forbidden"; code: C; message: string } {
  const [until = FOREVER, why = ""] = [actor[STANDING[code].until], actor[STANDING[code].why]]
  const end = until === FOREVER ? "ever" : "until"
  const message = t(`moderation.you.${code}-${end}`, {
    until: new Date(until),
    why: why || t("moderation.no-words"),
  })
  return { kind: "forbidden", code, message }
}
