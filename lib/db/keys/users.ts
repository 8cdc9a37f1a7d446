/** Keys of members, of what signs them in, and of what names them. */
import { type Key, padded, same } from "./key.ts"
import { categoryWatcherKey, followedByKey, followsKey, topicWatcherKey } from "./watching.ts"

export const userKey = (user: string): Key => same(`USER#${user}`)
export const credentialKey = (user: string): Key => ({ PK: `USER#${user}`, SK: "CREDENTIAL" })
/** The second step of signing in: the app's secret and the recovery codes, apart from the profile as the password is. */
export const twoStepKey = (user: string): Key => ({ PK: `USER#${user}`, SK: "TWO_STEP" })
/** Under the epoch in which it was opened, so that a list has those of the present one alone. */
export const sessionKey = (user: string, epoch: number, id: string): Key => ({
  PK: `USER#${user}`,
  SK: `SESSION#${padded(epoch)}#${id}`,
})
export const userNameKey = (skeleton: string): Key => same(`USERNAME#${skeleton}`)
export const emailKey = (address: string): Key => same(`EMAIL#${address}`)
export const accountKey = (provider: string, id: string): Key => same(`ACCOUNT#${provider}#${id}`)

/** A post of somebody else in which a member's name stands. */
export const namedKey = (user: string, post: string): Key => ({ PK: `USER#${user}`, SK: `NAMED#${post}` })
/** An account at another provider, seen from its member. */
export const heldAccountKey = (user: string, provider: string, id: string): Key => ({
  PK: `USER#${user}`,
  SK: `ACCOUNT#${provider}#${id}`,
})

/** Where else something stands that is kept under a member (USER#u): the other end of an adjacency. */
export function mirrorsOf(user: string, sort: string): Key[] {
  const [kind, first = "", ...more] = sort.split("#")
  if (kind === "READ") return [topicWatcherKey(first, user)]
  if (kind === "KEEPING" && first) return [categoryWatcherKey(first, user)]
  if (kind === "FOLLOWS") return [followedByKey(first, user)]
  if (kind === "FOLLOWED_BY") return [followsKey(first, user)]
  if (kind === "ACCOUNT") return [accountKey(first, more.join("#"))]
  return []
}

/** The member under whom an item is kept, read from its key; undefined when it is nobody's. */
export const ownerOf = ({ PK }: Key): string | undefined =>
  PK.startsWith("USER#") ? PK.slice("USER#".length) : undefined
