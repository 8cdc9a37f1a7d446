/** Keys of what the site itself keeps: settings, forms, links, rate limits. */
import { type Key, padded, same } from "./key.ts"

export const tokenKey = (hash: string): Key => same(`TOKEN#${hash}`)
export const rateKey = (rule: string, who: string, windowStart: number): Key => ({
  PK: `RATE#${rule}#${who}`,
  SK: `WINDOW#${padded(windowStart)}`,
})
/** Remembers what a form already made, so that a second click makes nothing. */
export const formKey = (form: string): Key => same(`FORM#${form}`)
/** What somebody typed while they were not signed in. */
export const keptKey = (secret: string): Key => same(`KEPT#${secret}`)
/** What the forum says of itself. */
export const forumTextKey = (name: string): Key => ({ PK: "SETTINGS", SK: `TEXT#${name}` })
export const settingKey = (name: string): Key => ({ PK: "SETTINGS", SK: name })
