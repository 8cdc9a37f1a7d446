/** Keys of invitations, and of who came by them. */
import { type Key, same, timed } from "./key.ts"

export const invitationKey = (hash: string): Key => same(`INVITATION#${hash}`)
/** Those that are open: all, and those of one member. */
export const OPEN_INVITATIONS = "INVITATION#OPEN"
export const invitationsOf = (member: string): string => `INVITATION#${member}`
/** Whom a member has invited. */
export const invitedKey = (by: string, at: string, user: string): Key => ({
  PK: `INVITED#${by}`,
  SK: `INVITED#${timed(at, user)}`,
})
