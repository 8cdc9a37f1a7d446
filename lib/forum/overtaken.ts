/** Two who decide at once: one does, and the other is told what happened since they looked. */
import { ForumError } from "#lib/base/errors.ts"
import type { CaseEvent } from "#lib/db/items/case-events.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { t } from "#lib/words/t.ts"
import type { Member } from "./actor.ts"
import { pastOf } from "./cases.ts"

/**
 * For who decides about a case as it was at `turn`, and it is not that any more.
 * @returns when the first thing that happened since is the very same, by the same member: a second press
 * @throws ForumError conflict/case-overtaken with what happened meanwhile in its words
 */
export async function refuseOvertaken(
  member: Member,
  { id, turn }: { id: string; turn: number },
  type: CaseEvent["type"],
): Promise<void> {
  const since = (await pastOf(id)).filter((event) => event.version > turn && isTurn(event))
  if (since[0]?.by === member.id && since[0].type === type) return
  const last = since.at(-1)
  const name = last && (await getUser(last.by, { consistent: true }))?.name
  const message = last && t(`moderation.overtaken.${last.type}`, { name: name ?? t("moderation.somebody") })
  throw new ForumError("conflict", "case-overtaken", { ...(message && { message }) })
}

const isTurn = ({ type }: CaseEvent): boolean => type !== "reported" && type !== "flagged"
