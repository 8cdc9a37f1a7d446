/** Key of how far a migration is. */
import type { Key } from "./key.ts"

export const migrationKey = (name: string): Key => ({ PK: "MIGRATIONS", SK: name })
