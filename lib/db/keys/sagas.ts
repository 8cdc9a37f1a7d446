/** Keys of sagas. */
import { type Key, padded } from "./key.ts"

export const sagaKey = (id: string): Key => ({ PK: `SAGA#${id}`, SK: "METADATA" })
/** A part of what a saga makes for somebody to fetch. */
export const sagaPartKey = (id: string, n: number): Key => ({ PK: `SAGA#${id}`, SK: `PART#${padded(n)}` })
/** The newest saga of that kind which a member started. */
export const memberSagaKey = (user: string, kind: string): Key => ({ PK: `USER#${user}`, SK: `SAGA#${kind}` })
/** A merge or split that a topic had part in. */
export const topicSagaKey = (topic: string, saga: string): Key => ({
  PK: `TOPIC#${topic}`,
  SK: `SAGA#${saga}`,
})
export const UNFINISHED_SAGAS = "SAGA#UNFINISHED"
export const FAILED_SAGAS = "SAGA#FAILED"
export const sagaOrder = (startedAt: string, id: string): string => `${startedAt}#${id}`
