/** What happens to a moderation case: its events, of which it is the fold. */
import { z } from "zod"
import { caseEventKey, eventOrder, eventsBy, eventsIn, eventsOfType } from "../keys/cases.ts"
import { CaseSubject, ReportReason, Sanction } from "./cases.ts"
import { entity } from "./entity.ts"
import { TrustLevel } from "./users.ts"

/** What administrators do. */
export const AdminAct = z.enum([
  "category-changed",
  "category-created",
  "category-merged",
  "category-moved",
  "category-removed",
  "category-restored",
  "invitation-ended",
  "invitation-made",
  "look-changed",
  "member-merged",
  "member-role",
  "member-signed-out",
  "member-two-step-off",
  "moderator-ended",
  "moderator-named",
  "setting-changed",
  "tag-changed",
  "tag-merged",
  "tag-removed",
  "text-changed",
])
export type AdminAct = z.output<typeof AdminAct>

/** What staff do with somebody's topic, or with a post of it. */
export const TopicAct = z.enum([
  ...(["accepted", "edited", "locked", "merged", "moved", "pinned", "retagged", "retitled"] as const),
  ...(["split", "unaccepted", "unlocked", "unmerged", "unpinned", "unsplit"] as const),
  ...(["pinned-home", "timed-lock", "timed-unlock", "unpinned-home", "untimed"] as const),
])
export type TopicAct = z.output<typeof TopicAct>

const base = {
  case: z.string(),
  /** Its place in the case, from 1 and without gaps. */
  version: z.number(),
  at: z.string(),
  /** The member who did it. */
  by: z.string(),
  /** In which category it lay then; none of what lies in none. */
  category: z.string().optional(),
}
const words = z.string().optional()
/** Of one of many: the act that did them all. */
const saga = z.string().optional()
/** Watched words that were found, as they are watched for. */
const watched = z.array(z.string())
/** How the text began. */
const excerpt = z.string()

function ofTopic<T extends TopicAct>(type: T) {
  const names = { from: z.string().optional(), to: z.string().optional() }
  /** When it happens or ends by itself. */
  const more = { until: z.string().optional(), saga }
  return z.object({ ...base, type: z.literal(type), subject: CaseSubject, words, ...names, ...more })
}

export const CaseEventSchema = z.discriminatedUnion("type", [
  z.object({
    ...base,
    type: z.literal("reported"),
    subject: CaseSubject,
    reason: ReportReason,
    words,
    /** The version of the post that was reported, and how it began. */
    seen: z.object({ version: z.number(), excerpt: z.string() }).optional(),
  }),
  /** A message, by the member or (`staff`) to them: Markdown. */
  z.object({
    ...base,
    type: z.literal("wrote"),
    subject: CaseSubject,
    source: z.string(),
    /** What is shown of it: made once, when it was sent. */
    html: z.string(),
    staff: z.boolean(),
  }),
  z.object({ ...base, type: z.literal("claimed") }),
  z.object({ ...base, type: z.literal("released") }),
  /** What it is about was taken out of sight; `words` are for its author. */
  z.object({ ...base, type: z.literal("hidden"), subject: CaseSubject, words, saga }),
  z.object({ ...base, type: z.literal("restored"), subject: CaseSubject.optional(), words, saga }),
  // Members: what staff do to the one it is about; `words` are for them.
  /** Took a picture or a text off their profile. */
  z.object({ ...base, type: z.literal("cleared-avatar"), subject: CaseSubject, words }),
  z.object({ ...base, type: z.literal("cleared-about"), subject: CaseSubject, words }),
  z.object({ ...base, type: z.literal("warned"), subject: CaseSubject, words, saga }),
  /** They may not speak in public until then. */
  z.object({ ...base, type: z.literal("silenced"), subject: CaseSubject, words, until: z.string(), saga }),
  /** They may do nothing but read until then. */
  z.object({ ...base, type: z.literal("suspended"), subject: CaseSubject, words, until: z.string(), saga }),
  /** One of these three was taken back. */
  z.object({ ...base, type: z.literal("lifted"), subject: CaseSubject, words, what: Sanction, saga }),
  /** Suspended, and all that they wrote is being removed by that saga; and that taken back. */
  z.object({
    ...{ ...base, type: z.literal("swept"), subject: CaseSubject, words },
    ...{ until: z.string(), saga: z.string() },
  }),
  z.object({
    ...{ ...base, type: z.literal("unswept"), subject: CaseSubject, words, saga: z.string() },
    /** The suspension of before, which goes on. */
    earlier: z.object({ until: z.string(), why: z.string() }).optional(),
  }),
  // Topics: what staff do with the one it is about; `words` are for its author, `from` and `to` are names.
  ofTopic("accepted"),
  ofTopic("edited"),
  ofTopic("locked"),
  ofTopic("merged"),
  ofTopic("moved"),
  ofTopic("pinned"),
  ofTopic("pinned-home"),
  ofTopic("retagged"),
  ofTopic("retitled"),
  ofTopic("split"),
  ofTopic("timed-lock"),
  ofTopic("timed-unlock"),
  ofTopic("unaccepted"),
  ofTopic("unlocked"),
  ofTopic("unmerged"),
  ofTopic("unpinned"),
  ofTopic("unpinned-home"),
  ofTopic("unsplit"),
  ofTopic("untimed"),
  /** Nothing is wrong with it; or, after an appeal, it stays as it is. */
  z.object({ ...base, type: z.literal("dismissed"), words }),
  /** Seen to in another way; a conversation has ended. */
  z.object({ ...base, type: z.literal("settled"), words }),
  z.object({ ...base, type: z.literal("appealed"), words: z.string() }),
  z.object({ ...base, type: z.literal("reopened"), words }),

  // Trust
  /** Staff gave a member a level; without one it is earned again. */
  z.object({
    ...base,
    type: z.literal("trusted"),
    subject: CaseSubject,
    level: TrustLevel.optional(),
    words,
  }),

  // Newcomers
  /** Somebody has confirmed their address, and waits to be let in: `approved` or `rejected` as what is held. */
  z.object({ ...base, type: z.literal("applied"), subject: CaseSubject }),

  // Held posts
  /** A text waits for approval: because its author is new, because of watched words in it. */
  z.object({
    ...base,
    type: z.literal("held"),
    subject: CaseSubject,
    isFirst: z.boolean(),
    watched,
    excerpt,
  }),
  /** Its author wrote it anew while it waits: staff decide about this one. */
  z.object({
    ...base,
    type: z.literal("held-changed"),
    subject: CaseSubject,
    watched,
    excerpt,
  }),
  /** Its author took it back before anybody decided. */
  z.object({ ...base, type: z.literal("taken-back") }),
  z.object({ ...base, type: z.literal("approved"), words }),
  /** `words` are for its author. */
  z.object({ ...base, type: z.literal("rejected"), words }),
  /** Watched words stand in what was written, and staff look at it. */
  z.object({ ...base, type: z.literal("flagged"), subject: CaseSubject, watched, excerpt }),

  /** Administration: what became of what (ADR 250). */
  z.object({
    ...base,
    type: z.literal("administered"),
    subject: CaseSubject,
    act: AdminAct,
    before: z.record(z.string(), z.unknown()).optional(),
    after: z.record(z.string(), z.unknown()).optional(),
    words,
  }),
])
export type CaseEvent = z.output<typeof CaseEventSchema>
export type CaseEventType = CaseEvent["type"]
export const CASE_EVENT_TYPES = CaseEventSchema.options.map(
  (option) => option.shape.type.value,
) as CaseEventType[]

/** By who did it, by type and by month: what a moderator did, every appeal, the staff log. */
export const CaseEvents = entity("CaseEvent", CaseEventSchema, (event) => {
  const order = eventOrder(event.at, event.case, event.version)
  return {
    ...caseEventKey(event.case, event.version),
    ...{ GSI1PK: eventsBy(event.by), GSI1SK: order },
    ...{ GSI2PK: eventsOfType(event.type), GSI2SK: order },
    ...{ GSI3PK: eventsIn(event.at.slice(0, 7)), GSI3SK: order },
  }
})
