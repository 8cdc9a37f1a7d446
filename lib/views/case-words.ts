/** The words that go with an event, as the log shows them. */
import type { CaseEvent } from "#lib/db/items/case-events.ts"
import { t } from "#lib/words/t.ts"

export function wordsOf(event: CaseEvent): string | undefined {
  const words = "words" in event ? event.words : undefined
  if (event.type !== "trusted") return words
  const level = event.level === undefined ? t("trust.chosen-earned") : t(`trust.level.${event.level}`)
  return words ? t("trust.chosen", { level, words }) : level
}
