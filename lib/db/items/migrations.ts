/** How far the items of a kind were brought to the next version of their schema: docs/adr/0361. */
import { z } from "zod"
import { migrationKey } from "../keys/migrations.ts"
import { entity } from "./entity.ts"

export const MigrationSchema = z.object({
  /** The step's. */
  name: z.string(),
  state: z.enum(["running", "done"]),
  /** Of each part of the table: behind which key it goes on, or that it is over; nothing where it has not begun. */
  parts: z.array(z.object({ after: z.record(z.string(), z.string()).optional(), over: z.boolean() })),
  /** Items that were looked at, and those that were changed. */
  looked: z.number(),
  changed: z.number(),
  /** Who works on it, and until when it is believed to be alive (milliseconds; 0 when nobody does). */
  owner: z.string(),
  leaseUntil: z.number(),
  startedAt: z.string(),
  updatedAt: z.string(),
})
export type Migration = z.output<typeof MigrationSchema>
export const Migrations = entity("Migration", MigrationSchema, ({ name }) => migrationKey(name))
