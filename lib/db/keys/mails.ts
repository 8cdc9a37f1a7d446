/** Keys of mail. */
import type { Key } from "./key.ts"

/** A mail that goes out to a member, or went. */
export const mailKey = (user: string, mail: string): Key => ({ PK: `USER#${user}`, SK: `MAIL#${mail}` })
/** What a member wants to be told by mail. */
export const mailSettingsKey = (user: string): Key => ({ PK: `USER#${user}`, SK: "MAIL_SETTINGS" })
/** A topic of which a member wants no mail. */
export const mailOffKey = (user: string, topic: string): Key => ({
  PK: `USER#${user}`,
  SK: `MAIL_OFF#${topic}`,
})
/** Mails that wait, by when they are due, and mails that were given up, by when they were made. */
export const mailsByState = (state: "waiting" | "failed"): string => `MAIL#${state}`
/** Members by when their next digest is due. */
export const DIGESTS_DUE = "DIGEST"
