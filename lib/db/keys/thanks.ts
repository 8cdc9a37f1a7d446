/** Keys of what members have earned with what they wrote. */
import type { Key } from "./key.ts"

export const thanksKey = (user: string, post: string): Key => ({ PK: `USER#${user}`, SK: `THANKS#${post}` })
/** The answers of a member that were accepted, in the order in which they were written. */
export const byAnswers = (user: string): string => `ANSWERS#${user}`
