/** How far each read model is made that this table has not had from its beginning, or has by older rules: docs/adr/0181. */
import { z } from "zod"
import { buildKey } from "../keys/stream.ts"
import { entity } from "./entity.ts"

export const BuildSchema = z.object({
  /** The projection's. */
  name: z.string(),
  /** By which rules it is, or is to be, made; 0 where the code names none. */
  rules: z.number(),
  /** Where it lies, where that is chosen. */
  place: z.string(),
  state: z.enum(["building", "built"]),
  /** From where it goes on, and what is done, in words. */
  cursor: z.string().optional(),
  done: z.string().optional(),
  /** Who works on it, and until when it is believed to be alive (milliseconds; 0 when nobody does). */
  owner: z.string(),
  leaseUntil: z.number(),
  /** How often it failed since it last came further, why, and until when it waits. */
  attempts: z.number(),
  failure: z.string().optional(),
  notBefore: z.number().optional(),
  startedAt: z.string(),
  updatedAt: z.string(),
})
export type Build = z.output<typeof BuildSchema>

export const Builds = entity("Build", BuildSchema, ({ name }) => buildKey(name))
