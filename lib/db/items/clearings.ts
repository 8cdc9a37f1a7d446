import { z } from "zod"
import { clearingKey } from "../keys/clearings.ts"
import { entity, Person } from "./entity.ts"

/** What can be taken off a profile. */
export const Clearable = z.enum(["avatar", "about"])
export type Clearable = z.output<typeof Clearable>

/** What staff took off a member's profile last, and why: theirs to read for a while. */
export const ClearingSchema = z.object({
  user: z.string(),
  what: Clearable,
  by: Person,
  reason: z.string(),
  at: z.string(),
  expiresAt: z.number(),
})
export type Clearing = z.output<typeof ClearingSchema>

export const Clearings = entity("Clearing", ClearingSchema, ({ user, what }) => clearingKey(user, what))
