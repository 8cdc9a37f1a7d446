/** Writes of moderation cases, as values for commit(). */
import { IS_NEW, type Write } from "../commit.ts"
import { type CaseEvent, CaseEvents } from "../items/case-events.ts"
import { type Case, Cases } from "../items/cases.ts"
import { overtaken } from "../retry.ts"

/**
 * Appends to a case: its version is the expected one and one more. Goes in the transaction of what it tells of.
 * @throws (when sent) Overtaken when somebody else has appended meanwhile
 */
export function putCaseEvent(event: CaseEvent): Write {
  return {
    kind: "put",
    item: CaseEvents.encode(event),
    condition: IS_NEW,
    refusal: overtaken,
  }
}

/** What a case has become, unless more is known of it already. @param refusal raised when it is */
export function putCase(one: Case, refusal: () => Error): Write {
  return {
    kind: "put",
    // The same version is the same case.
    repeatable: true,
    item: Cases.encode(one),
    condition: "attribute_not_exists(PK) OR version <= :version",
    values: { ":version": one.version },
    refusal,
  }
}
