/** A restore that was begun and has not ended: what is in the table is a part of a forum (docs/adr/0301). */
import { z } from "zod"
import { RESTORE_KEY } from "../keys/restores.ts"
import { entity } from "./entity.ts"

export const RestoreSchema = z.object({
  /** Of the archive: only the same one goes on. */
  digest: z.string(),
  /** How many of its items are in the table, in its order. */
  done: z.number(),
  startedAt: z.string(),
})
export type Restore = z.output<typeof RestoreSchema>
export const RESTORE = "Restore"
export const Restores = entity(RESTORE, RestoreSchema, () => RESTORE_KEY)
