/** Keys of what staff write down about a member, for one another. */
import type { Key } from "./key.ts"

export const noteKey = (member: string, id: string): Key => ({ PK: `USER#${member}`, SK: `NOTE#${id}` })
