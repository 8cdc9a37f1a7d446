/** Sagas: work of many transactions, kept with how far it came; and what it leaves for the member who asked. */
import { z } from "zod"
import {
  FAILED_SAGAS,
  memberSagaKey,
  sagaKey,
  sagaOrder,
  sagaPartKey,
  topicSagaKey,
  UNFINISHED_SAGAS,
} from "../keys/sagas.ts"
import { namedKey } from "../keys/users.ts"
import { entity } from "./entity.ts"

export const SagaSchema = z.object({
  id: z.string(),
  /** Which saga it is: a name in lib/sagas/registered.ts. */
  kind: z.string(),
  /** `undoing` takes back what was done because a step failed for good; `failed` has taken back all of it. */
  state: z.enum(["running", "undoing", "done", "failed"]),
  /** The step under way, and where in it the next turn begins. */
  step: z.string(),
  cursor: z.unknown().optional(),
  /** Who works on it, and until when nobody else may. */
  lease: z.object({ owner: z.string(), until: z.string() }).optional(),
  /** Not to be taken up before: it waits, or failed a moment ago. */
  notBefore: z.string().optional(),
  /** How often the present turn has failed in a row, and how the last time, in words for whoever started it. */
  attempts: z.number(),
  failure: z.string().optional(),
  /** What the machine said of it, for the operator. */
  fault: z.string().optional(),
  /** What it works on. Personal things are dropped when it ends. */
  input: z.record(z.string(), z.unknown()),
  /** What its steps remember. */
  data: z.record(z.string(), z.unknown()),
  /** How many things it has done; how many there are, where that is known. */
  done: z.number(),
  total: z.number().optional(),
  /** Which member started it; absent for the operator. The id alone: a name would be one more to change. */
  by: z.string().optional(),
  startedAt: z.string(),
  updatedAt: z.string(),
  finishedAt: z.string().optional(),
  /** +1 with every turn: two who work on it by mistake cannot both have done one. */
  version: z.number(),
  /** Epoch seconds, once it is finished. */
  expiresAt: z.number().optional(),
})
export type Saga = z.output<typeof SagaSchema>

export const isUnfinished = ({ state }: Pick<Saga, "state">): boolean =>
  state === "running" || state === "undoing"

export const Sagas = entity("Saga", SagaSchema, (saga) => ({
  ...sagaKey(saga.id),
  ...(saga.state !== "done" && {
    ...{ GSI3PK: isUnfinished(saga) ? UNFINISHED_SAGAS : FAILED_SAGAS },
    ...{ GSI3SK: sagaOrder(saga.startedAt, saga.id) },
  }),
}))

/** A part of what a saga makes for somebody to fetch: a file of an archive, or some of it. */
export const SagaPartSchema = z.object({
  saga: z.string(),
  n: z.number(),
  file: z.string(),
  text: z.string(),
  expiresAt: z.number(),
})
export type SagaPart = z.output<typeof SagaPartSchema>
export const SagaParts = entity("SagaPart", SagaPartSchema, ({ saga, n }) => sagaPartKey(saga, n))

/** The newest saga of a kind that a member started, or that is about them. */
export const MemberSagaSchema = z.object({
  user: z.string(),
  kind: z.string(),
  saga: z.string(),
  expiresAt: z.number(),
})
export type MemberSaga = z.output<typeof MemberSagaSchema>
export const MemberSagas = entity("MemberSaga", MemberSagaSchema, ({ user, kind }) =>
  memberSagaKey(user, kind),
)

/** A merge or split that brought posts into a topic or out of it: kept while it can be undone. */
export const TopicSagaSchema = z.object({
  topic: z.string(),
  saga: z.string(),
  kind: z.string(),
  expiresAt: z.number(),
})
export type TopicSaga = z.output<typeof TopicSagaSchema>
export const TopicSagas = entity("TopicSaga", TopicSagaSchema, ({ topic, saga }) => topicSagaKey(topic, saga))

/** Where a member's name stands in what somebody wrote: a mention, a quote, a reply to them. */
export const AppearanceSchema = z.object({ user: z.string(), post: z.string() })
export type Appearance = z.output<typeof AppearanceSchema>
export const Appearances = entity("Appearance", AppearanceSchema, ({ user, post }) => namedKey(user, post))
