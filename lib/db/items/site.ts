/** Items that belong to no member and no topic. */
import { z } from "zod"
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

/** What whoever governs the forum has set, of lib/forum/settings-list.ts; what is as it comes is not in it. */
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
