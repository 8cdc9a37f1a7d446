/** Ends mail for who is not signed in: the link below each mail says for whom and of what, and proves it. */
import { createHmac, timingSafeEqual } from "node:crypto"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { config } from "#lib/config.ts"
import { NotificationKind } from "#lib/db/items/notifications.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { changeSettings, stopTopicMail } from "./settings.ts"

/** Of what there shall be no more mail. */
export type Scope =
  | { what: "kind"; kind: NotificationKind }
  | { what: "topic"; topic: string }
  | { what: "digest" }
  | { what: "all" }

const SIGNATURE = 27

/**
 * The token of a link: it does nothing but end mail, so it lasts as long as AUTH_SECRET does.
 * `<member>.<scope>.<signature>`, fit for a path.
 */
export function unsubscribeToken(user: string, scope: Scope): string {
  const said = `${user.toLowerCase()}.${wordOf(scope)}`
  return `${said}.${signatureOf(said)}`
}

/** Whom and what a token is about. @throws ForumError invalid/unsubscribe-invalid */
export function readToken(token: string): { user: string; scope: Scope } {
  const [user = "", word = "", signature = ""] = token.split(".")
  const id = Id.safeParse(user)
  const scope = scopeOf(word)
  if (!id.success || !scope || !isSame(signature, signatureOf(`${user}.${word}`)))
    throw new ForumError("invalid", "unsubscribe-invalid")
  return { user: id.data, scope }
}

/**
 * Ends what the token says, or all mail but that about the account. May be done twice.
 * @throws ForumError invalid/unsubscribe-invalid
 */
export async function unsubscribe(token: string, { all = false } = {}): Promise<Scope> {
  const { user, scope } = readToken(token)
  const ended: Scope = all ? { what: "all" } : scope
  // They are gone: then there is no mail to end, and the answer is the same.
  if (!(await getUser(user))?.email) return ended
  if (ended.what === "topic") await stopTopicMail(user, ended.topic)
  else if (ended.what === "digest") await changeSettings(user, () => ({ digest: "never" }))
  else if (ended.what === "all") await changeSettings(user, () => ({ off: true }))
  else await changeSettings(user, ({ choices }) => ({ choices: { ...choices, [ended.kind]: "never" } }))
  return ended
}

function wordOf(scope: Scope): string {
  if (scope.what === "kind") return `kind-${scope.kind}`
  return scope.what === "topic" ? `topic-${scope.topic.toLowerCase()}` : scope.what
}

function scopeOf(word: string): Scope | undefined {
  if (word === "all" || word === "digest") return { what: word }
  const [, what, rest = ""] = /^(kind|topic)-(.+)$/.exec(word) ?? []
  const [kind, topic] = [NotificationKind.safeParse(rest), Id.safeParse(rest)]
  if (what === "kind" && kind.success) return { what, kind: kind.data }
  if (what === "topic" && topic.success) return { what, topic: topic.data }
  return undefined
}

function signatureOf(said: string): string {
  const key = createHmac("sha256", config().authSecret).update("unsubscribe").digest()
  return createHmac("sha256", key).update(said).digest("base64url").slice(0, SIGNATURE)
}

function isSame(given: string, right: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(right)]
  return a.length === b.length && timingSafeEqual(a, b)
}
