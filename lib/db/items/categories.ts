import { z } from "zod"
import { now } from "#lib/base/clock.ts"
import {
  ALL_CATEGORIES,
  categoryAddressKey,
  categoryKey,
  categoryOrder,
  topKey,
  wardensKey,
} from "../keys/categories.ts"
import { entity } from "./entity.ts"

export const Readers = z.enum(["everyone", "members", "staff"])
/** Who may read what staff have removed: nobody, until they restore it. */
const Seers = z.enum([...Readers.options, "nobody"])
export const Writers = z.enum(["members", "staff"])

export const CategorySchema = z.object({
  /** The slug that it was made with: it never changes. */
  id: z.string(),
  /** What its address says, where staff have given it another one. */
  slug: z.string().optional(),
  name: z.string(),
  description: z.string(),
  /** Id of the category above; one level only. */
  parent: z.string().optional(),
  position: z.number(),
  /** Hue in degrees, 0 to 359; lightness and contrast belong to the theme. */
  hue: z.number(),
  readers: Seers,
  /** Into which other one its topics are going just now. */
  merging: z.string().optional(),
  /** That staff have removed it: who might read it before, and where its topics went, if they did not stay in it. */
  removed: z
    .object({ at: z.string(), by: z.string().optional(), readers: Readers, into: z.string().optional() })
    .optional(),
  writers: Writers,
  /** In a question category the one who asked accepts an answer. */
  kind: z.enum(["discussion", "question"]),
  pinned: z.array(z.string()),
  /** Until when, of those that do not stay until somebody unpins them. */
  pinEnds: z.record(z.string(), z.string()).optional(),
  topicCount: z.number(),
  postCount: z.number(),
  lastPostAt: z.string().optional(),
  /** Up to where in the stream its topics are in its figures. */
  appliedThrough: z.string().optional(),
  /** How they were last counted anew and put right. */
  corrected: z.string().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.number(),
})
export type Category = z.output<typeof CategorySchema>

export const Categories = entity("Category", CategorySchema, (category) => ({
  ...categoryKey(category.id),
  GSI3PK: ALL_CATEGORIES,
  GSI3SK: categoryOrder(category.position, category.name),
}))

/** What stands first in it at this moment, the last pinned first. */
export function pinnedNow({ pinned, pinEnds }: Pick<Category, "pinned" | "pinEnds">): string[] {
  return pinned.filter((topic) => !pinEnds?.[topic] || Date.parse(pinEnds[topic]) > now())
}

/** The part of an address that leads to a category. */
export const addressOf = ({ id, slug }: Pick<Category, "id" | "slug">): string => slug ?? id

/** Whose an address is, beside the one that a category was made with: it leads there also when that has another. */
export const CategoryAddressSchema = z.object({ slug: z.string(), category: z.string() })
export type CategoryAddress = z.output<typeof CategoryAddressSchema>
export const CategoryAddresses = entity("CategoryAddress", CategoryAddressSchema, ({ slug }) =>
  categoryAddressKey(slug),
)

/** The best topics of a category in a period, best first: a bounded read model. */
export const TopSchema = z.object({
  category: z.string(),
  period: z.string(),
  topics: z.array(z.object({ id: z.string(), score: z.number() })),
  /** Up to where in the stream the category's topics were ranked, when the list changed last. */
  appliedThrough: z.string().optional(),
  version: z.number(),
})
export type Top = z.output<typeof TopSchema>

export const Tops = entity("Top", TopSchema, (top) => topKey(top.category, top.period))

/** Who moderates a category without being staff: that they do is said by their own items, and found again by this. */
export const WardensSchema = z.object({
  category: z.string(),
  members: z.array(z.string()),
  version: z.number(),
})
export type Wardens = z.output<typeof WardensSchema>

export const WardensOf = entity("Wardens", WardensSchema, ({ category }) => wardensKey(category))
