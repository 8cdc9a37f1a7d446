/**
 * A restore that was begun: until it has ended, what is in the table is a part of a forum (docs/adr/0301). Afterwards, for as
 * long as a stream keeps its records, it says which of them are no news.
 */
import { z } from "zod"
import { RESTORE_KEY } from "../keys/restores.ts"
import { entity } from "./entity.ts"

export const RestoreSchema = z.object({
  /** Of the archive: only the same one goes on. */
  digest: z.string(),
  /** How many of its items are in the table, in its order. */
  done: z.number(),
  startedAt: z.string(),
  /** It has ended. What was written up to then, by the stream's clock, it wrote itself. */
  until: z.string().optional(),
  expiresAt: z.number().optional(),
})
export type Restore = z.output<typeof RestoreSchema>
export const RESTORE = "Restore"
export const Restores = entity(RESTORE, RestoreSchema, () => RESTORE_KEY)
