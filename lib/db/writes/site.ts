/** Writes of forms, links and settings, as values for commit(). */

import { DAY, epochSecondsIn, nowIso } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { EXISTS, IS_NEW, type Write } from "../commit.ts"
import {
  AllHomePins,
  AllSettings,
  AllWatchedWords,
  Forms,
  type ForumSettings,
  type ForumText,
  ForumTexts,
  type HomePins,
  type Kept,
  Kepts,
  type Look,
  Looks,
  Settings,
  type WatchedWords,
} from "../items/site.ts"
import { type Token, Tokens } from "../items/users.ts"
import { keptKey, tokenKey } from "../keys/site.ts"

/** How long a form's button may be pressed again, by Back, by a tab left open, after a lost connection. */
const FORM_MEMORY = 3 * DAY

/** @param refusal raised when this form has made something already */
export function putForm(
  made: { form: string; user: string; topic: string; post: string },
  refusal: () => Error,
): Write {
  const item = Forms.encode({ ...made, expiresAt: epochSecondsIn(FORM_MEMORY) })
  return { kind: "put", item, condition: IS_NEW, refusal }
}

/** Without a condition: 16 random bytes are nobody else's. */
export function putKept(kept: Kept): Write {
  return { kind: "put", item: Kepts.encode(kept) }
}

/** Without a condition: what is gone already is gone. */
export function deleteKept(secret: string): Write {
  return { kind: "delete", key: keptKey(secret) }
}

/** Without a condition: the hash of 32 random bytes is nobody else's. */
export function putToken(token: Token): Write {
  return { kind: "put", item: Tokens.encode(token) }
}

/** Uses a link up. */
export function deleteToken(hash: string): Write {
  return {
    kind: "delete",
    key: tokenKey(hash),
    condition: EXISTS,
    refusal: () => new ForumError("invalid", "token-used"),
  }
}

/** Makes a link useless. Without a condition: it may be used up or expired already. */
export function voidToken(hash: string): Write {
  return { kind: "delete", key: tokenKey(hash) }
}

/** Without a condition: the last one to set a setting sets it. */
export function putSetting(name: string, value: unknown): Write {
  return { kind: "put", item: Settings.encode({ name, value, updatedAt: nowIso() }) }
}

/** @param after its version is one above what was read · @param refusal when somebody else was quicker */
export function putForumSettings(after: ForumSettings, refusal: () => Error): Write {
  return replacing(AllSettings.encode(after), after.version - 1, refusal)
}

/** The same of the words that are watched for. */
export function putWatchedWords(after: WatchedWords, refusal: () => Error): Write {
  return replacing(AllWatchedWords.encode(after), after.version - 1, refusal)
}

/** The same of the topics that stand first on the first page. */
export function putHomePins(after: HomePins, refusal: () => Error): Write {
  return replacing(AllHomePins.encode(after), after.version - 1, refusal)
}

/** The same of how the forum looks. */
export function putLook(after: Look, refusal: () => Error): Write {
  return replacing(Looks.encode(after), after.version - 1, refusal)
}

function replacing(item: Record<string, unknown>, before: number, refusal: () => Error): Write {
  if (before === 0) return { kind: "put", item, condition: IS_NEW, refusal }
  return { kind: "put", item, condition: "version = :before", values: { ":before": before }, refusal }
}

/** One of the forum's texts, anew. @param refusal raised when somebody else has changed it since it was read */
export function putForumText(text: ForumText, refusal: () => Error): Write {
  return replacing(ForumTexts.encode(text), text.version - 1, refusal)
}

/** A setting that is set once and for all. */
export function putSettingOnce(name: string, value: unknown, refusal: () => Error): Write {
  return {
    kind: "put",
    item: Settings.encode({ name, value, updatedAt: nowIso() }),
    condition: IS_NEW,
    refusal,
  }
}
