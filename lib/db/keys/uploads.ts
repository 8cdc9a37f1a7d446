/** Keys of what members upload. Not under the member: who leaves and keeps their words there keeps these there, too. */
import { type Key, timed } from "./key.ts"

/** Its address names its owner, so that one read finds it. */
export const uploadKey = (owner: string, id: string): Key => ({ PK: `UPLOADS#${owner}`, SK: `UPLOAD#${id}` })
/** How much all of a member's uploads take. */
export const uploadUsageKey = (owner: string): Key => ({ PK: `UPLOADS#${owner}`, SK: "USAGE" })
/** The picture that stands beside a member's name. */
export const avatarKey = (user: string): Key => ({ PK: `USER#${user}`, SK: "AVATAR" })
/** Uploads that no post shows, by since when. */
export const UNUSED_UPLOADS = "UPLOAD#unused"
export const unusedOrder = (since: string, id: string): string => timed(since, id)
