/** Keys of texts that wait for approval. */
import type { Key } from "./key.ts"

export const heldKey = (user: string, id: string): Key => ({ PK: `USER#${user}`, SK: `HELD#${id}` })
