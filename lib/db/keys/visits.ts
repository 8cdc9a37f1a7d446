/** Keys of when members were there. */
import type { Key } from "./key.ts"

export const visitsKey = (user: string): Key => ({ PK: `USER#${user}`, SK: "VISITS" })
