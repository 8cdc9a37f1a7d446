/** Keys of what members have earned with what they wrote. */
import type { Key } from "./key.ts"

export const thanksKey = (user: string, post: string): Key => ({ PK: `USER#${user}`, SK: `THANKS#${post}` })
/** The answers of a member that were accepted, in the order in which they were written. */
export const byAnswers = (user: string): string => `ANSWERS#${user}`
/** The posts of a member that are liked, by how many like them. */
export const byLikes = (user: string): string => `LIKES#${user}`
/** As many digits as a forum has members. */
const DIGITS = 9
export const likesOrder = (likes: number, post: string): string =>
  `${String(likes).padStart(DIGITS, "0")}#${post}`
/** The post of an entry in that order. */
export const postOfLikes = (sort: string): string => sort.slice(DIGITS + 1)
