/** Moderation cases: a case is the fold of its events (case-events.ts, lib/forum/case-folding.ts); what it has become is a read model. */
import { z } from "zod"
import { caseKey, casesAbout, OPEN_CASES, openCasesOf } from "../keys/cases.ts"
import { timed } from "../keys/key.ts"
import { entity } from "./entity.ts"

/** Why something is reported. */
export const ReportReason = z.enum(["spam", "rude", "off-topic", "unlawful", "other"])
export type ReportReason = z.output<typeof ReportReason>

/** What administrators keep in order. */
const AdminThing = z.enum(["category", "tag", "forum"])
/** Whether it has a page of the panel in place of one of the queue. */
export const isAdminThing = (kind: string): boolean => AdminThing.safeParse(kind).success

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

/** What waits for staff, and how one looks through it. */
export const CaseQueue = z.enum(["report", "appeal", "message", "held", "newcomer"])
export type CaseQueue = z.output<typeof CaseQueue>

const Act = z.object({ by: z.string(), at: z.string(), words: z.string().optional() })
const SanctionAct = Act.extend({ until: z.string().optional(), saga: z.string().optional() })

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
