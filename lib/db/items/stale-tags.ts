/** Since when the pages that carry a cache tag are stale, for forums whose pages are served by many processes. */
import { z } from "zod"
import { staleTagKey } from "../keys/stream.ts"
import { entity } from "./entity.ts"

export const StaleTagSchema = z.object({
  /** lib/base/cache-tags.ts */
  tag: z.string(),
  /** Milliseconds since 1970: what was made before shows what is no longer so. */
  at: z.number(),
  expiresAt: z.number(),
})
export type StaleTag = z.output<typeof StaleTagSchema>
export const StaleTags = entity("StaleTag", StaleTagSchema, ({ tag }) => staleTagKey(tag))
