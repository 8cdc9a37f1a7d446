import { z } from "zod"
import { ALL_CATEGORIES, categoryKey, categoryOrder, topKey } from "../keys/categories.ts"
import { entity } from "./entity.ts"

export const Readers = z.enum(["everyone", "members", "staff"])
export const Writers = z.enum(["members", "staff"])

export const CategorySchema = z.object({
  /** The stable slug: it is the id and never changes. */
  id: z.string(),
  name: z.string(),
  description: z.string(),
  /** Id of the category above; one level only. */
  parent: z.string().optional(),
  position: z.number(),
  /** Hue in degrees, 0 to 359; lightness and contrast belong to the theme. */
  hue: z.number(),
  readers: Readers,
  writers: Writers,
  /** In a question category the one who asked accepts an answer. */
  kind: z.enum(["discussion", "question"]),
  pinned: z.array(z.string()),
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
