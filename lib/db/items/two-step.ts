/** What the second step of signing in is compared with (ADR 0280). */
import { z } from "zod"
import { twoStepKey } from "../keys/users.ts"
import { entity } from "./entity.ts"

export const TwoStepSchema = z.object({
  user: z.string(),
  /** What the member's app makes codes of, sealed: who reads the table alone makes none. */
  secret: z.string(),
  /** Since when it is asked for; absent while it is being set up. */
  since: z.string().optional(),
  /** The half minute whose code was taken last, counted from 1970: no code of it or of one before is taken again. */
  lastStep: z.number().optional(),
  /** Hashes of the recovery codes that are left; none where all are used. */
  codes: z.set(z.string()).optional(),
  updatedAt: z.string(),
  /** Epoch seconds: a set-up that nobody finished goes away by itself. */
  expiresAt: z.number().optional(),
})
export type TwoStep = z.output<typeof TwoStepSchema>

export const TwoSteps = entity("TwoStep", TwoStepSchema, ({ user }) => twoStepKey(user))
