import { z } from "zod"
import { isoOf } from "#lib/base/ids.ts"
import { timed } from "../keys/key.ts"
import { tokenKey } from "../keys/site.ts"
import { accountKey, credentialKey, emailKey, heldAccountKey, userKey, userNameKey } from "../keys/users.ts"
import { byWatching, byWriting, readKey } from "../keys/watching.ts"
import { entity } from "./entity.ts"
import { Level } from "./watching.ts"

export const Role = z.enum(["member", "moderator", "admin", "owner"])
export type Role = z.output<typeof Role>

/** New, member, regular, trusted (lib/forum/trust.ts). */
export const TrustLevel = z.literal([0, 1, 2, 3])
export type TrustLevel = z.output<typeof TrustLevel>
/** The end of what has none. */
export const FOREVER = "9999-12-31T00:00:00.000Z"

/** What staff can take from a member for a while: where the item says until when, and why. */
export const STANDING = {
  suspended: { until: "suspendedUntil", why: "suspendedWhy" },
  silenced: { until: "silencedUntil", why: "silencedWhy" },
} as const
export type Standing = keyof typeof STANDING

export const UserSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** Lower-cased address. Imported members and former members have none and cannot sign in. */
  email: z.string().optional(),
  /** When the address was confirmed; without it nobody signs in. */
  verifiedAt: z.string().optional(),
  /** When it was confirmed where staff let people in: until they do, it is no member's. */
  appliedAt: z.string().optional(),
  role: Role,
  /** Until when the member may do nothing but read (`FOREVER`: for good), and why; absent when they may. */
  suspendedUntil: z.string().optional(),
  suspendedWhy: z.string().optional(),
  /** Until when the member may not speak in public, and why. */
  silencedUntil: z.string().optional(),
  silencedWhy: z.string().optional(),
  /** A session made under another epoch is over: raised by sign-out everywhere, reset, role change. */
  sessionEpoch: z.number(),
  /** Sessions of this epoch that were ended one by one; a new epoch needs them no more. */
  endedSessions: z.array(z.string()).optional(),
  /** Since when signing in takes a second step; absent where it does not. */
  twoStepAt: z.string().optional(),
  about: z.string(),
  /** Whether others see on which day they were last here. */
  showsLastSeen: z.literal(true).optional(),
  /** Names of before, newest first: their addresses lead here, and nobody else can have them. */
  formerNames: z.array(z.string()).optional(),
  renamedAt: z.string().optional(),
  /** When the member left for good. Then the name is a number, and nobody can sign in. */
  leftAt: z.string().optional(),
  topicCount: z.number(),
  postCount: z.number(),
  /** What `Thanks` add up to. */
  likesReceived: z.number().optional(),
  answerCount: z.number().optional(),
  /** On how many days they were here: that of `Visits`. */
  daysHere: z.number().optional(),
  /** The level of trust that staff gave them, in place of what they earn. */
  trustGiven: TrustLevel.optional(),
  /** Ids of the categories that they moderate, of who is no staff. */
  wards: z.array(z.string()).optional(),
  /** The hash of the invitation by which they register, until they are in; then who invited them. */
  invitation: z.string().optional(),
  invitedBy: z.string().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
  version: z.number(),
  /** Epoch seconds: a registration that nobody confirmed goes away by itself. */
  expiresAt: z.number().optional(),
})
export type User = z.output<typeof UserSchema>

/** Whoever registered and has not confirmed the address is no member yet. Imported members have no address. */
export function isPending(user: Pick<User, "email" | "verifiedAt">): boolean {
  return user.email !== undefined && user.verifiedAt === undefined
}

export const Users = entity("User", UserSchema, ({ id }) => userKey(id))

const expiring = { expiresAt: z.number().optional() }

/** An argon2id hash, apart from the profile so that no profile read carries it. */
export const Credentials = entity(
  "Credential",
  z.object({ user: z.string(), hash: z.string(), updatedAt: z.string(), ...expiring }),
  ({ user }) => credentialKey(user),
)

/** Guards: one owner each, held by a condition in the transaction that registers. */
/** Whose a name is that somebody had who has left: it says nothing of who that was. */
export const NOBODY = "nobody"
/**
 * Whose a name is that somebody asked for with the address of a member: nobody's, and held as long as that of a registration
 * would be. Else who asks for it next with an address of their own would learn whether the other is known (ADR 0390).
 */
export const askedWith = (member: string): string => `asked-${member}`
export const isAsked = (user: string): boolean => user.startsWith("asked-")
export const UserNames = entity(
  "UserName",
  z.object({ skeleton: z.string(), user: z.string(), ...expiring }),
  ({ skeleton }) => userNameKey(skeleton),
)
export const Emails = entity(
  "Email",
  z.object({
    address: z.string(),
    user: z.string(),
    /** The name that was last asked for with it since, by its skeleton. */
    asked: z.string().optional(),
    ...expiring,
  }),
  ({ address }) => emailKey(address),
)
const AccountSchema = z.object({
  provider: z.string(),
  id: z.string(),
  user: z.string(),
  createdAt: z.string(),
})
export type Account = z.output<typeof AccountSchema>
export const Accounts = entity("Account", AccountSchema, ({ provider, id }) => accountKey(provider, id))
/** The same seen from the member: who leaves takes it along. */
export const HeldAccounts = entity("HeldAccount", AccountSchema, ({ user, provider, id }) =>
  heldAccountKey(user, provider, id),
)

/** A single-use link: kept by its hash, bound to what it is for and to whom. */
export const TokenSchema = z.object({
  hash: z.string(),
  purpose: z.enum(["verify", "reset", "magic-link", "owner", "address", "leave", "second-step"]),
  user: z.string().optional(),
  /** The address it was sent to: a link outlives no change of address. */
  email: z.string().optional(),
  /** The member's session epoch then: a link outlives no reset. */
  epoch: z.number().optional(),
  expiresAt: z.number(),
})
export type Token = z.output<typeof TokenSchema>

export const Tokens = entity("Token", TokenSchema, ({ hash }) => tokenKey(hash))

/** A member's state in a topic. */
export const ReadStateSchema = z.object({
  user: z.string(),
  topic: z.string(),
  /** The newest post that the member has had on the screen. */
  lastRead: z.string().optional(),
  /** Its place in the topic, from 1, where it is known: what the topic has beyond it is new. */
  lastNumber: z.number().optional(),
  /** Ids of the posts that the member likes. */
  likes: z.set(z.string()).optional(),
  /** How closely the member follows the topic; absent: as its category. */
  level: Level.optional(),
  /** The member chose the level: nothing that follows by itself changes it. */
  chosen: z.literal(true).optional(),
  /** The saga that brought the level here from another topic, with the posts. */
  carried: z.string().optional(),
  /** Ids of the posts that the member has bookmarked. */
  bookmarks: z.set(z.string()).optional(),
  /** The newest post that the member wrote here. */
  wrote: z.string().optional(),
  updatedAt: z.string(),
})
export type ReadState = z.output<typeof ReadStateSchema>

/** Whether the topic is on the member's list of what they watch, track or have bookmarked. */
export function isKept({ level, bookmarks }: Pick<ReadState, "level" | "bookmarks">): boolean {
  return level === "watching" || level === "tracking" || (bookmarks?.size ?? 0) > 0
}

export const ReadStates = entity("ReadState", ReadStateSchema, (state) => ({
  ...readKey(state.user, state.topic),
  ...(isKept(state) && {
    GSI3PK: byWatching(state.user),
    GSI3SK: timed(state.updatedAt, state.topic),
  }),
  ...(state.wrote && {
    GSI1PK: byWriting(state.user),
    GSI1SK: timed(isoOf(state.wrote), state.topic),
  }),
}))
