/** What an import keeps of its own work. */
import { z } from "zod"
import { importTallyKey } from "../keys/imports.ts"
import { entity } from "./entity.ts"

/** How many topics and posts of each member an import wrote, until it is added to the member's own figures. */
export const TallySchema = z.object({
  id: z.string(),
  members: z.record(z.string(), z.object({ topics: z.number(), posts: z.number() })),
})
export type Tally = z.output<typeof TallySchema>

export const Tallies = entity("ImportTally", TallySchema, ({ id }) => importTallyKey(id))
