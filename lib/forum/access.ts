/**
 * Two questions: may this person see it (if not, it does not exist for them), and may they do it.
 * Every ability is one line; views turn them into `can` flags, actions ask again.
 */
import { now } from "#lib/base/clock.ts"
import { type ErrorKind, ForumError } from "#lib/base/errors.ts"
import { type MessageCode, messageOf } from "#lib/base/messages.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import { isClosed, type Topic } from "#lib/db/items/topics.ts"
import { FOREVER, type Role, STANDING } from "#lib/db/items/users.ts"
import { t } from "#lib/words/t.ts"
import type { Actor, Member } from "./actor.ts"
import { levelOf, TRUST_LEVELS } from "./trust.ts"

export function isStaff(actor: Actor): boolean {
  return actor.kind === "member" && actor.role !== "member"
}

/** Whether they look after what lies in a category: staff everywhere, others where they were made its moderators. */
export function moderates(actor: Actor, category: string | undefined): boolean {
  if (isStaff(actor)) return true
  return actor.kind === "member" && category !== undefined && (actor.wards?.includes(category) ?? false)
}

function isAdmin(actor: Actor): boolean {
  return actor.kind === "member" && (actor.role === "admin" || actor.role === "owner")
}

const hasRole = (actor: Actor, role: Role): boolean => actor.kind === "member" && actor.role === role
const isBelowAdmin = (role: Role): boolean => role === "member" || role === "moderator"

/** From what one may do to whom. */
const RANKS: readonly Role[] = ["member", "moderator", "admin", "owner"]
const isAbove = (role: Role, actor: Actor): boolean =>
  actor.kind !== "member" || RANKS.indexOf(role) > RANKS.indexOf(actor.role)

/** Whether the actor may see the category and what is in it. */
export function canSeeCategory(actor: Actor, category: Pick<Category, "readers">): boolean {
  if (category.readers === "nobody") return false
  if (category.readers === "everyone") return true
  return category.readers === "members" ? actor.kind === "member" : isStaff(actor)
}

/** Whether everybody may, signed in or not: only that goes on cached pages, in feeds and counts. */
export function isPublic(category: Pick<Category, "readers">): boolean {
  return category.readers === "everyone"
}

/** A removed topic is there for who moderates it and for its author, who may restore it. */
export function canSeeTopic(actor: Actor, topic: Topic, category: Category): boolean {
  if (!canSeeCategory(actor, category)) return false
  return !topic.removed || moderates(actor, topic.category) || isAuthor(actor, topic)
}

/** Whether the text of a post may be read: a removed one only by who moderates its topic, and its author. */
export function canReadPost(actor: Actor, post: Post, topic: Pick<Topic, "category">): boolean {
  return !post.removed || moderates(actor, topic.category) || isAuthor(actor, post)
}

type Scene = { category: Category; topic: Topic; post: Post }

type Rule<S> = (actor: Actor, scene: S) => MessageCode | undefined

const isAuthor = (actor: Actor, thing: { author: { id: string } }): boolean =>
  actor.kind === "member" && actor.id === thing.author.id

const mayWriteIn = (actor: Actor, category: Category): MessageCode | undefined =>
  category.writers === "staff" && !isStaff(actor) ? "category-closed" : undefined

const isOpen = (actor: Actor, { topic }: { topic: Topic }): MessageCode | undefined => {
  if (topic.removed) return "topic-removed"
  return isClosed(topic) && !moderates(actor, topic.category) ? "topic-locked" : undefined
}

const own = (actor: Actor, { post, topic }: { post: Post; topic: Topic }): MessageCode | undefined =>
  isAuthor(actor, post) || moderates(actor, topic.category) ? undefined : "not-your-post"

const moderating: Rule<Pick<Scene, "topic">> = (actor, { topic }) =>
  moderates(actor, topic.category) ? undefined : "not-allowed"

/** The same, while the topic is there. */
const moderatingThere: Rule<Pick<Scene, "topic">> = (actor, scene) =>
  moderating(actor, scene) ?? (scene.topic.removed ? "topic-removed" : undefined)

/** Staff are above members, administrators above moderators, the owner above everybody; nobody is above themselves. */
function governs(actor: Actor, member: { id: string; role: Role }): boolean {
  if (isAuthor(actor, { author: member })) return false
  if (member.role === "member") return isStaff(actor)
  return hasRole(actor, "owner") || (isAdmin(actor) && isBelowAdmin(member.role))
}

/** Each ability answers why not, or nothing. Signing in and suspension are asked before all of them. */
const ABILITIES = {
  "topic.create": ((actor, { category }) => mayWriteIn(actor, category)) as Rule<Pick<Scene, "category">>,
  "topic.reply": ((actor, scene) => mayWriteIn(actor, scene.category) ?? isOpen(actor, scene)) as Rule<
    Pick<Scene, "category" | "topic">
  >,
  "topic.answer": ((actor, { category, topic }) => {
    if (category.kind !== "question") return "not-a-question"
    if (topic.removed) return "topic-removed"
    return isAuthor(actor, topic) || moderates(actor, topic.category) ? undefined : "answer-own-topic-only"
  }) as Rule<Pick<Scene, "category" | "topic">>,
  "topic.move": moderating,
  "topic.merge": moderatingThere,
  "topic.split": moderatingThere,
  "topic.lock": moderating,
  "topic.pin": moderatingThere,
  /** At the top of the forum's first page, for everybody. */
  "topic.pin-home": ((actor, { category, topic }) => {
    if (!isStaff(actor)) return "not-allowed"
    if (topic.removed) return "topic-removed"
    return isPublic(category) ? undefined : "pin-not-public"
  }) as Rule<Pick<Scene, "category" | "topic">>,
  /** Taking it from there: also what is gone, or not for everybody any more. */
  "topic.unpin-home": ((actor) => (isStaff(actor) ? undefined : "not-allowed")) as Rule<object>,
  "topic.retitle": moderatingThere,
  "topic.remove": ((actor, { topic }) => {
    if (topic.removed) return "topic-removed"
    if (moderates(actor, topic.category)) return undefined
    if (!isAuthor(actor, topic)) return "not-your-post"
    return topic.postCount > 1 ? "topic-has-replies" : undefined
  }) as Rule<Pick<Scene, "topic">>,
  "topic.restore": ((actor, { topic, post }) => {
    if (post.erasedAt && topic.postCount <= 1) return "post-erased"
    if (moderates(actor, topic.category)) return undefined
    if (!isAuthor(actor, topic)) return "not-your-post"
    // Staff may have hidden the first post alone (so it comes from imports): it would come back as well.
    return topic.removed?.byStaff || post.removed?.byStaff ? "not-restorable" : undefined
  }) as Rule<Pick<Scene, "topic" | "post">>,
  "post.edit": ((actor, scene) => {
    if (scene.post.removed) return "post-removed"
    return own(actor, scene) ?? mayWriteIn(actor, scene.category) ?? isOpen(actor, scene)
  }) as Rule<Scene>,
  "post.remove": ((actor, scene) => {
    if (scene.post.removed) return "post-removed"
    return own(actor, scene) ?? isOpen(actor, scene)
  }) as Rule<Scene>,
  "post.restore": ((actor, scene) => {
    if (scene.post.erasedAt) return "post-erased"
    if (moderates(actor, scene.topic.category)) return undefined
    return (
      own(actor, scene) ??
      (scene.post.removed?.byStaff ? "not-restorable" : undefined) ??
      isOpen(actor, scene)
    )
  }) as Rule<Scene>,
  "post.like": ((actor, { post, topic }) => {
    if (post.removed || topic.removed) return "post-removed"
    return isAuthor(actor, post) ? "own-like" : undefined
  }) as Rule<Scene>,
  "post.history": ((actor, { post, topic }) =>
    canReadPost(actor, post, topic) ? undefined : "not-allowed") as Rule<Pick<Scene, "post" | "topic">>,
  "tag.create": ((actor) =>
    // New members use existing tags first, so that tags stay few and right.
    isStaff(actor) || (actor.kind === "member" && levelOf(actor) > 0)
      ? undefined
      : "tag-not-allowed") as Rule<object>,
  "member.role": ((actor, { member, role }) => {
    // Nobody changes their own: so the last owner cannot leave the forum without one.
    if (isAuthor(actor, { author: member })) return "not-allowed"
    if (hasRole(actor, "owner")) return undefined
    return isAdmin(actor) && isBelowAdmin(member.role) && isBelowAdmin(role) ? undefined : "not-allowed"
  }) as Rule<{ member: { id: string; role: Role }; role: Role }>,
  "member.suspend": ((actor, { member }) => (governs(actor, member) ? undefined : "not-allowed")) as Rule<{
    member: { id: string; role: Role }
  }>,
  /** How far somebody is trusted, whatever they have earned. */
  "member.trust": ((actor, { member }) => (governs(actor, member) ? undefined : "not-allowed")) as Rule<{
    member: { id: string; role: Role }
  }>,
  /** Taking away what stands on somebody's profile. */
  "member.clear": ((actor, { member }) => (governs(actor, member) ? undefined : "not-allowed")) as Rule<{
    member: { id: string; role: Role }
  }>,
  /** Removing all that somebody wrote, with a suspension. Staff are talked to first. */
  "member.sweep": ((actor, { member }) =>
    isStaff(actor) && member.role === "member" ? undefined : "not-allowed") as Rule<{
    member: { id: string; role: Role }
  }>,
  /** What staff write down about somebody, and read: of those above them and of themselves nothing. */
  "member.note": ((actor, { member }) => (governs(actor, member) ? undefined : "not-allowed")) as Rule<{
    member: { id: string; role: Role }
  }>,
  /** What administrators see of an account, and do so that its owner can come in, or nobody else can. */
  "member.keep": ((actor, { member }) =>
    isAdmin(actor) && governs(actor, member) ? undefined : "not-allowed") as Rule<{
    member: { id: string; role: Role }
  }>,
  "member.rename": ((actor, { member }) =>
    isAuthor(actor, { author: member }) ? undefined : "not-allowed") as Rule<{ member: { id: string } }>,
  "member.describe": ((actor, { member }) =>
    isAuthor(actor, { author: member }) ? undefined : "not-allowed") as Rule<{ member: { id: string } }>,
  "saga.watch": ((actor) => (isAdmin(actor) ? undefined : "not-allowed")) as Rule<object>,
  "upload.create": (() => undefined) as Rule<object>,
  "topic.watch": (() => undefined) as Rule<Pick<Scene, "topic">>,
  "category.watch": (() => undefined) as Rule<Pick<Scene, "category">>,
  "post.bookmark": ((_actor, { post, topic }) =>
    post.removed || topic.removed ? "post-removed" : undefined) as Rule<Pick<Scene, "topic" | "post">>,
  "member.follow": ((actor, { member }) =>
    isAuthor(actor, { author: member }) ? "own-follow" : undefined) as Rule<{ member: { id: string } }>,
  "post.report": ((actor, { post, topic }) => {
    if (post.removed || topic.removed) return "post-removed"
    return isAuthor(actor, post) ? "own-report" : undefined
  }) as Rule<Scene>,
  "member.report": ((actor, { member }) =>
    isAuthor(actor, { author: member }) ? "own-report" : undefined) as Rule<{ member: { id: string } }>,
  "staff.write": (() => undefined) as Rule<object>,
  "case.appeal": ((actor, { member }) =>
    isAuthor(actor, { author: member }) ? undefined : "not-allowed") as Rule<{ member: { id: string } }>,
  /** Writing a text anew that waits for approval. */
  "held.change": ((actor, { member }) =>
    isAuthor(actor, { author: member }) ? undefined : "not-allowed") as Rule<{ member: { id: string } }>,
  /** That there is a queue, and what happened: what of it, `case.see` says. */
  "queue.see": ((actor) =>
    isStaff(actor) || (actor.kind === "member" && (actor.wards?.length ?? 0) > 0)
      ? undefined
      : "not-allowed") as Rule<object>,
  /** Of what lies in no category, as members and what they write to staff, staff alone. */
  "case.see": ((actor, { within }) => (moderates(actor, within) ? undefined : "not-allowed")) as Rule<{
    within?: string | undefined
  }>,
  "case.decide": ((actor, { member, within }) => {
    if (!moderates(actor, within)) return "not-allowed"
    // Somebody has to decide about the only owner, too.
    if (hasRole(actor, "owner")) return undefined
    if (isAuthor(actor, { author: member })) return "own-case"
    return isAbove(member.role, actor) ? "staff-above" : undefined
  }) as Rule<{ member: { id: string; role: Role }; within?: string | undefined }>,
  /** Seeing how the forum does and what it costs, and setting right what its machinery could not do. */
  "forum.administer": ((actor) => (isAdmin(actor) ? undefined : "not-allowed")) as Rule<object>,
  "settings.change": ((actor) => (isAdmin(actor) ? undefined : "not-allowed")) as Rule<object>,
  "member.invite": ((actor, { from }) => {
    if (isAdmin(actor)) return undefined
    const level = (TRUST_LEVELS as readonly string[]).indexOf(from)
    return actor.kind === "member" && level > 0 && levelOf(actor) >= level ? undefined : "not-allowed"
  }) as Rule<{ from: "administrators" | (typeof TRUST_LEVELS)[number] }>,
  "tag.manage": ((actor) => (isAdmin(actor) ? undefined : "not-allowed")) as Rule<object>,
  "category.manage": ((actor) => (isAdmin(actor) ? undefined : "not-allowed")) as Rule<object>,
}

export type Ability = keyof typeof ABILITIES
type SceneOf<A extends Ability> = (typeof ABILITIES)[A] extends Rule<infer S> ? S : never

/** What one does for oneself, and only staff see: a suspension takes away writing, not reading, nor being heard. */
const FOR_ONESELF: ReadonlySet<Ability> = new Set([
  "topic.watch",
  "category.watch",
  "post.bookmark",
  "member.follow",
  "staff.write",
  "case.appeal",
])

/** What says nothing in public: a silence leaves it, beside what one does for oneself. */
const WITHOUT_WORDS: ReadonlySet<Ability> = new Set([
  "member.report",
  "post.history",
  "post.like",
  "post.remove",
  "post.report",
  "topic.answer",
  "topic.remove",
])

/** Why somebody may not do something; `message` where there is more to say than the code does. */
export type Refusal = { kind: ErrorKind; code: MessageCode; message?: string }

/** Why the actor may not do it, or undefined when they may. */
export function refusalOf<A extends Ability>(
  actor: Actor,
  ability: A,
  scene: SceneOf<A>,
): Refusal | undefined {
  if (actor.kind === "guest") return { kind: "unauthenticated", code: "sign-in-first" }
  if (isSuspended(actor) && !FOR_ONESELF.has(ability)) return toldWhy(actor, "suspended")
  if (isSilenced(actor) && !FOR_ONESELF.has(ability) && !WITHOUT_WORDS.has(ability))
    return toldWhy(actor, "silenced")
  const code = (ABILITIES[ability] as Rule<SceneOf<A>>)(actor, scene)
  return code && { kind: "forbidden", code }
}

/** Whether the actor may do it: what a page shows as a button. */
export function can<A extends Ability>(actor: Actor, ability: A, scene: SceneOf<A>): boolean {
  return refusalOf(actor, ability, scene) === undefined
}

/** @throws ForumError unauthenticated, forbidden */
export function authorize<A extends Ability>(actor: Actor, ability: A, scene: SceneOf<A>): void {
  const refusal = refusalOf(actor, ability, scene)
  if (!refusal) return
  const { kind, code, message } = refusal
  throw new ForumError(kind, code, message ? { message } : {})
}

/** The sentence of a refusal. */
export function sentenceOf({ code, message }: Refusal): string {
  return message ?? messageOf(code)
}

/** Whether a suspension is running. */
export function isSuspended(actor: Actor): boolean {
  return actor.kind === "member" && liesAhead(actor.suspendedUntil)
}

/** Whether a silence is running. */
export function isSilenced(actor: Actor): boolean {
  return actor.kind === "member" && liesAhead(actor.silencedUntil)
}

const liesAhead = (until: string | undefined): boolean => until !== undefined && Date.parse(until) > now()

/** Until when, and why. */
function toldWhy(actor: Member, code: "suspended" | "silenced"): Refusal {
  const [until = FOREVER, why = ""] = [actor[STANDING[code].until], actor[STANDING[code].why]]
  const end = until === FOREVER ? "ever" : "until"
  const message = t(`moderation.you.${code}-${end}`, {
    until: new Date(until),
    why: why || t("moderation.no-words"),
  })
  return { kind: "forbidden", code, message }
}
