import { get, getMany } from "../batch.ts"
import {
  AllHomePins,
  AllSettings,
  AllWatchedWords,
  FORUM_SETTINGS,
  Forms,
  type ForumSettings,
  type ForumText,
  ForumTextName,
  ForumTexts,
  HOME_PINS,
  type HomePins,
  type Kept,
  Kepts,
  LOOK,
  type Look,
  Looks,
  OLD_POSTS_PER_ITEM,
  type OldAddress,
  OldAddresses,
  OldPosts,
  Settings,
  WATCHED_WORDS,
  type WatchedWords,
} from "../items/site.ts"
import { type Token, Tokens } from "../items/users.ts"
import { oldAddressKey, oldPostsKey } from "../keys/imports.ts"
import { formKey, forumTextKey, keptKey, rateKey, settingKey, tokenKey } from "../keys/site.ts"

/** AP-19: what a member's form already made. */
export async function madeByForm(
  form: string,
  user: string,
): Promise<{ topic: string; post: string } | undefined> {
  return Forms.read(await get(formKey(`${user}#${form}`), { consistent: true }))
}

/** AP-19b: what somebody typed before they signed in. */
export async function findKept(secret: string): Promise<Kept | undefined> {
  return Kepts.read(await get(keptKey(secret), { consistent: true }))
}

/** AP-20: a single-use link by the hash of its secret. */
export async function findToken(hash: string): Promise<Token | undefined> {
  return Tokens.read(await get(tokenKey(hash), { consistent: true }))
}

/** AP-21: where an imported forum's address leads now. */
export async function findOldAddress(address: string): Promise<OldAddress | undefined> {
  return OldAddresses.read(await get(oldAddressKey(address)))
}

/** AP-21b: the post that had number `n` in an imported topic. */
export async function findOldPost(address: string, n: number): Promise<string | undefined> {
  const chunk = Math.floor(n / OLD_POSTS_PER_ITEM)
  return OldPosts.read(await get(oldPostsKey(address, chunk)))?.posts[String(n)]
}

/** AP-22: a setting of the forum. */
export async function getSetting(name: string): Promise<unknown> {
  return Settings.read(await get(settingKey(name), { consistent: true }))?.value
}

/** AP-230: all that is set of the forum, consistent; undefined where nothing ever was. */
export async function getForumSettings(): Promise<ForumSettings | undefined> {
  return AllSettings.read(await get(settingKey(FORUM_SETTINGS), { consistent: true }))
}

/** AP-230b: the words that are watched for, consistent; undefined where there never were any. */
export async function getWatchedWords(): Promise<WatchedWords | undefined> {
  return AllWatchedWords.read(await get(settingKey(WATCHED_WORDS), { consistent: true }))
}

/** AP-271: which topics stand first on the first page; undefined where there never were any. */
export async function getHomePins({ consistent = false } = {}): Promise<HomePins | undefined> {
  return AllHomePins.read(await get(settingKey(HOME_PINS), { consistent }))
}

/** AP-135: how much of a rate limit is spent in a window of time. */
export async function spentOf(rule: string, who: string, windowStart: number): Promise<number> {
  const item = await get(rateKey(rule, who, windowStart))
  return typeof item?.count === "number" ? item.count : 0
}

/** AP-251: what the forum says of itself, consistently. */
export async function forumTexts(): Promise<ForumText[]> {
  return ForumTexts.readAll(await getMany(ForumTextName.options.map(forumTextKey), { consistent: true }))
}

/** AP-285: how the forum looks, consistent; undefined while it looks as it comes. */
export async function getLook(): Promise<Look | undefined> {
  return Looks.read(await get(settingKey(LOOK), { consistent: true }))
}
