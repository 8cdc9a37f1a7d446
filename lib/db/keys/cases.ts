/** Keys of moderation cases and their events. */
import { type Key, padded, same } from "./key.ts"

/** What a case has become (read model). Its events lie in the same collection. */
export const caseKey = (id: string): Key => same(`CASE#${id}`)
export const caseEventKey = (id: string, version: number): Key => ({
  PK: `CASE#${id}`,
  SK: `EVENT#${padded(version)}`,
})
/** Open cases by when they were opened (GSI3); those of one kind (GSI2). */
export const OPEN_CASES = "CASE#OPEN"
export const openCasesOf = (queue: string): string => `CASE#OPEN#${queue}`
/** Cases about what a member wrote, or about them, or begun by their message (GSI1). */
export const casesAbout = (member: string): string => `CASES#${member}`
/** What somebody did, in any case (GSI1). */
export const eventsBy = (actor: string): string => `EVENT#${actor}`
/** All events of one type (GSI2). */
export const eventsOfType = (type: string): string => `EVENT#${type}`
/** All events of a month, `yyyy-mm` (GSI3). */
export const eventsIn = (month: string): string => `STAFFLOG#${month}`
export const eventOrder = (at: string, id: string, version: number): string =>
  `${at}#${id}#${padded(version)}`
