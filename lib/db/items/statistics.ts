/** What happened on a day (UTC), counted; and what it is counted from. */
import { z } from "zod"
import { dayKey, factKey } from "../keys/statistics.ts"
import { fenceKey } from "../keys/stream.ts"
import { entity } from "./entity.ts"

const figures = {
  topics: z.number(),
  posts: z.number(),
  signUps: z.number(),
  /** Distinct members who were there: signed in and looking, or writing. In a category: who wrote there. */
  active: z.number(),
  /** Reports made. */
  reports: z.number().default(0),
  /** Reported matters that staff decided about; those about which they did within a day of the first report. */
  decided: z.number().default(0),
  decidedInDay: z.number().default(0),
  /** How many minutes the decided ones had waited, together. */
  waited: z.number().default(0),
}

/** A day of the whole forum, or of one category. */
export const DaySchema = z.object({
  /** `yyyy-mm-dd` */
  day: z.string(),
  category: z.string().optional(),
  ...figures,
  /** Up to where in the stream the day's facts are in it. */
  appliedThrough: z.string(),
  corrected: z.string().optional(),
})
export type Day = z.output<typeof DaySchema>
export type Figures = Pick<Day, keyof typeof figures>

export const NOTHING: Figures = {
  ...{ topics: 0, posts: 0, signUps: 0, active: 0 },
  ...{ reports: 0, decided: 0, decidedInDay: 0, waited: 0 },
}
export const FIGURES = Object.keys(NOTHING) as (keyof Figures)[]

export const Days = entity("Day", DaySchema, ({ day, category }) => dayKey(day, category))

/** What one topic, one member, or one event of a case adds to a day. The facts of a day are one item collection, and its source. */
export const DayFactSchema = z.object({
  day: z.string(),
  of: z.enum(["topic", "member", "sign-up", "report", "decision"]),
  /** Of an event: `<case>#<version>`. */
  id: z.string(),
  /** In which category it was written, or what was reported lay. Presence counts once for the forum and once for each category. */
  category: z.string().optional(),
  topics: z.number().optional(),
  posts: z.number().optional(),
  signUps: z.number().optional(),
  active: z.number().optional(),
  reports: z.number().optional(),
  decided: z.number().optional(),
  decidedInDay: z.number().optional(),
  waited: z.number().optional(),
  /** Up to where in the stream the topic's posts are in it. */
  appliedThrough: z.string().optional(),
  corrected: z.string().optional(),
  expiresAt: z.number().optional(),
})
export type DayFact = z.output<typeof DayFactSchema>

export const DayFacts = entity("DayFact", DayFactSchema, (fact) => factKey(fact))

/** Put into a partition to learn when everything that was written there before is applied, and up to where. */
export const FenceSchema = z.object({
  partition: z.string(),
  id: z.string(),
  /** The projection that passes it, once it has applied what came before. */
  by: z.string(),
  /** How often it was put. */
  n: z.number().optional(),
  /** Its own place in the stream, once the projection has come there. */
  passed: z.string().optional(),
  expiresAt: z.number(),
})
export type Fence = z.output<typeof FenceSchema>

export const Fences = entity("Fence", FenceSchema, ({ partition, id }) => fenceKey(partition, id))
