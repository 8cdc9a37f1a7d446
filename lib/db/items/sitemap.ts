/** Sitemaps: a category's topics in the order of their ids, cut into parts (ADR 0200). */
import { z } from "zod"
import { sitemapPartKey } from "../keys/sitemap.ts"
import { entity } from "./entity.ts"

/** Where the first part of a category begins: no id is lower. */
export const FIRST_PART = "0".repeat(26)

/** Whether a topic begins a part: its id alone says so, for one in 512. */
export const beginsPart = (topic: string): boolean => /[01]0$/.test(topic)

export const SitemapParts = entity(
  "SitemapPart",
  z.object({
    category: z.string(),
    /** The id of the topic with which it begins; the topic may have gone since. */
    from: z.string(),
    /** The hour in which something in it changed last. */
    changedAt: z.string(),
  }),
  ({ category, from }) => sitemapPartKey(category, from),
)
export type SitemapPart = ReturnType<typeof SitemapParts.decode>
