/** Keys of what members have begun to write. */
import type { Key } from "./key.ts"

export const draftKey = (user: string, place: string): Key => ({ PK: `USER#${user}`, SK: `DRAFT#${place}` })
/** A member's drafts by the hour in which they last wrote on them (GSI1). */
export const byDrafting = (user: string): string => `DRAFTS#${user}`
