/** Moderation cases: a case is the fold of its events (lib/forum/case-folding.ts); what it has become is a read model. */
import { z } from "zod"
import {
  caseEventKey,
  caseKey,
  casesAbout,
  eventOrder,
  eventsBy,
  eventsIn,
  eventsOfType,
  OPEN_CASES,
  openCasesOf,
} from "../keys/cases.ts"
import { timed } from "../keys/key.ts"
import { entity } from "./entity.ts"
import { TrustLevel } from "./users.ts"

/** Why something is reported. */
export const ReportReason = z.enum(["spam", "rude", "off-topic", "unlawful", "other"])
export type ReportReason = z.output<typeof ReportReason>

/** What administrators keep in order. */
export const AdminThing = z.enum(["category", "tag", "forum"])
/** Whether it has a page of the panel in place of one of the queue. */
export const isAdminThing = (kind: string): boolean => AdminThing.safeParse(kind).success
/** What they do. */
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

/**
 * What a case is about: a post, a topic (by its first post), a member, what somebody has to say to staff, a text that
 * waits for approval, or what administrators keep in order. `member` is who wrote it or is meant, of a category nobody; by
 * ids alone: a name would be one more to change.
 */
export const CaseSubject = z.object({
  kind: z.enum(["post", "topic", "member", "message", "held", ...AdminThing.options]),
  id: z.string(),
  member: z.string(),
  /** What its topic was called then, or how the message begins; none of a member. */
  title: z.string(),
})
export type CaseSubject = z.output<typeof CaseSubject>

/** What staff do to a member, and may take back. */
export const Sanction = z.enum(["warned", "silenced", "suspended"])
export type Sanction = z.output<typeof Sanction>

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

/** What waits for staff, and how one looks through it. */
export const CaseQueue = z.enum(["report", "appeal", "message", "held", "newcomer"])
export type CaseQueue = z.output<typeof CaseQueue>

const Act = z.object({ by: z.string(), at: z.string(), words })
const SanctionAct = Act.extend({ until: z.string().optional(), saga })

export const CaseSchema = z.object({
  id: z.string(),
  subject: CaseSubject,
  /** In which category it lay when something last happened to it; who may see it is asked where it lies now. */
  category: z.string().optional(),
  /** That of its last event. */
  version: z.number(),
  /** That of the last event after which a decision has to be thought over: another one, a claim, an appeal. */
  turn: z.number(),
  state: z.enum(["open", "closed"]),
  queue: CaseQueue,
  createdAt: z.string(),
  /** When it last came into the queue. */
  openedAt: z.string(),
  updatedAt: z.string(),
  /** Who reported it since it was last closed, the first reports of each; what they said is in the events. */
  reports: z.array(z.object({ by: z.string(), at: z.string(), reason: ReportReason })),
  /** How what was reported or held began then. */
  excerpt: z.string().optional(),
  /** Watched words because of which it is one. */
  watched: z.array(z.string()).optional(),
  /** How many ever did. */
  reportCount: z.number(),
  claimed: Act.omit({ words: true }).optional(),
  /** How it was last closed. */
  outcome: Act.extend({
    type: z.enum([
      ...(["hidden", "restored", "dismissed", "settled", "answered", "approved", "rejected"] as const),
      ...(["warned", "silenced", "suspended", "lifted", "taken-back"] as const),
    ]),
  }).optional(),
  /** While it is out of sight. */
  hidden: Act.optional(),
  /** What was done to the member, the last of a kind, unless it was taken back. */
  sanctions: z.partialRecord(Sanction, SanctionAct).optional(),
  /** What its author, or the member, says against that: once each time. */
  appeal: Act.optional(),
})
export type Case = z.output<typeof CaseSchema>

export const Cases = entity("Case", CaseSchema, (one) => ({
  ...caseKey(one.id),
  ...{ GSI1PK: casesAbout(one.subject.member), GSI1SK: timed(one.createdAt, one.id) },
  ...(one.state === "open" && {
    ...{ GSI2PK: openCasesOf(one.queue), GSI2SK: timed(one.openedAt, one.id) },
    ...{ GSI3PK: OPEN_CASES, GSI3SK: timed(one.openedAt, one.id) },
  }),
}))
