import { z } from "zod"
import { visitsKey } from "../keys/visits.ts"
import { entity } from "./entity.ts"

/** On how many days (UTC) a member was there, and which ones lately. */
export const VisitsSchema = z.object({
  user: z.string(),
  days: z.number(),
  /** `yyyy-mm-dd`, the latest first: those that may still be told again. They are among `days`. */
  recent: z.array(z.string()),
})
export type Visits = z.output<typeof VisitsSchema>

export const VisitsOf = entity("Visits", VisitsSchema, ({ user }) => visitsKey(user))
