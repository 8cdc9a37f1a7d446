/** Keys of statistics. */
import type { Key } from "./key.ts"

/** Statistics of a day (`yyyy-mm-dd`), of the forum or of a category; a month is one partition. */
export const dayKey = (day: string, category?: string): Key => ({
  PK: `STATS#${day.slice(0, 7)}`,
  SK: category === undefined ? `DAY#${day}` : `CATEGORY#${category}#${day}`,
})
/** What one topic, member or event of a case adds to a day. */
export const factKey = (fact: {
  day: string
  of: "topic" | "member" | "sign-up" | "report" | "decision"
  id: string
  category?: string
}): Key => {
  const kind = {
    topic: `TOPIC#${fact.id}`,
    member: `MEMBER#${fact.id}`,
    "sign-up": `SIGNUP#${fact.id}`,
    report: `REPORT#${fact.id}`,
    decision: `OUTCOME#${fact.id}`,
  }
  return { PK: `DAY#${fact.day}`, SK: `${kind[fact.of]}${fact.category ? `#${fact.category}` : ""}` }
}
