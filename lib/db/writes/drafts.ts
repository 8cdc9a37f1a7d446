/** Writes of drafts, as values for commit(). */
import { DAY, epochSecondsIn } from "#lib/base/clock.ts"
import { EXISTS, type Write } from "../commit.ts"
import { type Draft, Drafts, listedAt } from "../items/drafts.ts"
import { byDrafting, draftKey } from "../keys/drafts.ts"
import { timed } from "../keys/key.ts"

/** A text that was thrown away can be brought back for so long. */
const UNDO_FOR = DAY

/** What a form may always replace: what it saved itself, earlier. */
const OWN = "(writer = :writer AND turn < :turn)"

/**
 * Saves a draft: on the one that its writer knows by its mark, or where there is none.
 * @param known absent for a new one · @param refusal raised when another text is there, or the known one is not
 */
export function saveDraft(draft: Draft, known: string | undefined, refusal: () => Error): Write {
  const { writer, turn } = draft
  const isThere = known
    ? `attribute_not_exists(discardedAt) AND (mark = :known OR ${OWN})`
    : `attribute_not_exists(PK) OR attribute_exists(discardedAt) OR ${OWN}`
  return {
    kind: "put",
    // Sent again after a lost answer it is refused; the refusal finds its own text there.
    repeatable: true,
    item: Drafts.encode(draft),
    condition: isThere,
    values: { ":writer": writer, ":turn": turn, ...(known && { ":known": known }) },
    refusal,
  }
}

/** Throws a draft away; it can be brought back for a day. @param refusal raised when it is another one by now, or gone */
export function discardDraft(draft: Draft, at: string, refusal: () => Error): Write {
  return {
    kind: "update",
    repeatable: true,
    key: draftKey(draft.user, draft.place),
    update: "SET discardedAt = :at, expiresAt = :end REMOVE GSI1PK, GSI1SK",
    condition: `${EXISTS} AND mark = :mark`,
    values: { ":at": at, ":end": epochSecondsIn(UNDO_FOR), ":mark": draft.mark },
    refusal,
  }
}

/** Brings it back as it was. @param refusal raised when there is another one by now */
export function bringBackDraft(draft: Draft, refusal: () => Error): Write {
  return {
    kind: "update",
    repeatable: true,
    key: draftKey(draft.user, draft.place),
    update: "SET GSI1PK = :list, GSI1SK = :sort REMOVE discardedAt, expiresAt",
    condition: `${EXISTS} AND mark = :mark`,
    values: {
      ":list": byDrafting(draft.user),
      ":sort": timed(listedAt(draft), draft.id),
      ":mark": draft.mark,
    },
    refusal,
  }
}

/**
 * Takes away a draft that was sent, together with what it became.
 * @param refusal raised when somebody wrote on it elsewhere meanwhile: that text is not the one that was sent
 */
export function deleteSentDraft(
  { user, place }: Pick<Draft, "user" | "place">,
  { writer, mark }: { writer?: string; mark?: string },
  refusal: () => Error,
): Write {
  const known = [mark && "mark = :mark", writer && "writer = :writer"].filter(Boolean)
  return {
    kind: "delete",
    key: draftKey(user, place),
    condition: ["attribute_not_exists(PK)", ...known].join(" OR "),
    values: { ...(mark && { ":mark": mark }), ...(writer && { ":writer": writer }) },
    refusal,
  }
}
