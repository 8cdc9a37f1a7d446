/** Keys of what staff took off members' profiles. */
import type { Key } from "./key.ts"

export const clearingKey = (user: string, what: string): Key => ({
  PK: `USER#${user}`,
  SK: `CLEARED#${what}`,
})
