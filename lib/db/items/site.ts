/** Items that belong to no member and no topic. */
import { z } from "zod"
import { now } from "#lib/base/clock.ts"
import { oldAddressKey, oldPostsKey } from "../keys/imports.ts"
import { formKey, forumTextKey, keptKey, settingKey } from "../keys/site.ts"
import { entity } from "./entity.ts"

/** What a form already made; kept until nobody presses its button again. */
export const Forms = entity(
  "Form",
  z.object({
    form: z.string(),
    user: z.string(),
    topic: z.string(),
    post: z.string(),
    expiresAt: z.number(),
  }),
  ({ form, user }) => formKey(`${user}#${form}`),
)

/** What was typed into a form that could not be sent yet, for the page on which it goes on. */
export const KeptSchema = z.object({
  /** Random, known only to the browser that typed it. */
  secret: z.string(),
  page: z.string(),
  fields: z.record(z.string(), z.string()),
  expiresAt: z.number(),
})
export type Kept = z.output<typeof KeptSchema>
export const Kepts = entity("Kept", KeptSchema, ({ secret }) => keptKey(secret))

/** Where an address of an imported forum leads now. */
export const OldAddressSchema = z.object({
  address: z.string(),
  to: z.discriminatedUnion("kind", [
    z.object({ kind: z.literal("topic"), topic: z.string() }),
    z.object({ kind: z.literal("member"), name: z.string() }),
    z.object({ kind: z.literal("category"), category: z.string() }),
  ]),
})
export type OldAddress = z.output<typeof OldAddressSchema>
export const OldAddresses = entity("OldAddress", OldAddressSchema, ({ address }) => oldAddressKey(address))

export const OLD_POSTS_PER_ITEM = 200
export const OldPosts = entity(
  "OldPosts",
  z.object({ address: z.string(), chunk: z.number(), posts: z.record(z.string(), z.string()) }),
  ({ address, chunk }) => oldPostsKey(address, chunk),
)

export const Settings = entity(
  "Setting",
  z.object({ name: z.string(), value: z.unknown(), updatedAt: z.string() }),
  ({ name }) => settingKey(name),
)

/** What the forum says of itself, each on a page of its own. */
export const ForumTextName = z.enum(["about", "rules", "privacy"])
export type ForumTextName = z.output<typeof ForumTextName>
export const ForumTextSchema = z.object({
  name: ForumTextName,
  /** Markdown, and what is shown of it; empty where it was taken away. */
  source: z.string(),
  html: z.string(),
  updatedAt: z.string(),
  version: z.number(),
})
export type ForumText = z.output<typeof ForumTextSchema>
export const ForumTexts = entity("ForumText", ForumTextSchema, ({ name }) => forumTextKey(name))

/** What whoever governs the forum has set, of lib/forum/settings-list.ts; what is as it comes is not in it. */
export const ForumSettingsSchema = z.object({
  values: z.record(z.string(), z.unknown()),
  /** Who set something last, by id; absent where it was the operator. */
  by: z.string().optional(),
  updatedAt: z.string(),
  version: z.number(),
})
export type ForumSettings = z.output<typeof ForumSettingsSchema>
export const FORUM_SETTINGS = "forum"
export const AllSettings = entity("ForumSettings", ForumSettingsSchema, () => settingKey(FORUM_SETTINGS))

/** Topics that stand first on the first page of the forum, the last pinned first; few (lib/forum/pinning.ts). */
export const HomePinsSchema = z.object({
  topics: z.array(z.object({ topic: z.string(), until: z.string().optional() })),
  updatedAt: z.string(),
  version: z.number(),
})
export type HomePins = z.output<typeof HomePinsSchema>
export const HOME_PINS = "pinned"
/** Before the first. */
export const NO_PINS: HomePins = { topics: [], updatedAt: new Date(0).toISOString(), version: 0 }

/** Whether it has not ended yet. */
export function isPinNow({ until }: HomePins["topics"][number]): boolean {
  return until === undefined || Date.parse(until) > now()
}

/** As it is next: to be put, with other topics or these. */
export function withoutPin(pins: HomePins, topic: string, at: string): HomePins {
  const topics = pins.topics.filter((one) => one.topic !== topic)
  return { topics, updatedAt: at, version: pins.version + 1 }
}

export const AllHomePins = entity("HomePins", HomePinsSchema, () => settingKey(HOME_PINS))

const entries = z.array(z.string())
/** What is watched for in what people write (lib/forum/watched-words.ts). */
export const WatchedWordsSchema = z.object({
  ...{ block: entries, hold: entries, flag: entries, censor: entries },
  by: z.string(),
  updatedAt: z.string(),
  version: z.number(),
})
export type WatchedWords = z.output<typeof WatchedWordsSchema>
export const WATCHED_WORDS = "words"
export const AllWatchedWords = entity("WatchedWords", WatchedWordsSchema, () => settingKey(WATCHED_WORDS))

export const LogoFile = z.object({ version: z.string(), width: z.number(), height: z.number() })
export type LogoFile = z.output<typeof LogoFile>
/** How the forum looks, as far as it is not as it comes (lib/forum/looks.ts). */
export const LookSchema = z.object({
  name: z.string().optional(),
  /** The accent, `#rrggbb`. */
  light: z.string().optional(),
  dark: z.string().optional(),
  logo: LogoFile.optional(),
  /** In dark pages in place of the other one. */
  logoDark: LogoFile.optional(),
  logoAlt: z.string().optional(),
  /** Whether the name stands beside the logo as well. */
  nameBeside: z.boolean().optional(),
  /** The style sheet as it was typed, and what is sent of it. */
  css: z.string().optional(),
  cleanCss: z.string().optional(),
  /** Whether it is kept without being sent. */
  cssOff: z.boolean().optional(),
  updatedAt: z.string(),
  version: z.number(),
})
export type Look = z.output<typeof LookSchema>
export const LOOK = "look"
export const Looks = entity("Look", LookSchema, () => settingKey(LOOK))
