/** Key of the restore that is under way. */
import { type Key, same } from "./key.ts"

export const RESTORE_KEY: Key = same("RESTORE")
