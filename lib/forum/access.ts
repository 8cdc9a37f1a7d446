/**
 * Two questions: may this person see it (seeing.ts; if not, it does not exist for them), and may they do it.
 * Every ability is one line; views turn them into `can` flags, actions ask again.
 */
import { type ErrorKind, ForumError } from "#lib/base/errors.ts"
import { type MessageCode, messageOf } from "#lib/base/messages.ts"
import type { Category } from "#lib/db/items/categories.ts"
import type { Post } from "#lib/db/items/posts.ts"
import { isClosed, type Topic } from "#lib/db/items/topics.ts"
import type { Role } from "#lib/db/items/users.ts"
import type { Actor } from "./actor.ts"
import { governs, hasRole, isAbove, isAdmin, isAuthor, isBelowAdmin, isStaff, moderates } from "./ranks.ts"
import { canReadPost, isPublic } from "./seeing.ts"
import { isSilenced, isSuspended, toldWhy } from "./suspended.ts"
import { levelOf, TRUST_LEVELS } from "./trust.ts"

type Scene = { category: Category; topic: Topic; post: Post }

type Rule<S> = (actor: Actor, scene: S) => MessageCode | undefined

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

/** A member, as far as it matters who is above whom. */
type Ranked = { id: string; role: Role }

/** Of those below one. */
const governing: Rule<{ member: Ranked }> = (actor, { member }) =>
  governs(actor, member) ? undefined : "not-allowed"

/** Of oneself alone. */
const ofOneself: Rule<{ member: { id: string } }> = (actor, { member }) =>
  isAuthor(actor, { author: member }) ? undefined : "not-allowed"

const administering: Rule<object> = (actor) => (isAdmin(actor) ? undefined : "not-allowed")

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
  }) as Rule<{ member: Ranked; role: Role }>,
  "member.suspend": governing,
  /** How far somebody is trusted, whatever they have earned. */
  "member.trust": governing,
  /** Taking away what stands on somebody's profile. */
  "member.clear": governing,
  /** Removing all that somebody wrote, with a suspension. Staff are talked to first. */
  "member.sweep": ((actor, { member }) =>
    isStaff(actor) && member.role === "member" ? undefined : "not-allowed") as Rule<{
    member: Ranked
  }>,
  /** What staff write down about somebody, and read: of those above them and of themselves nothing. */
  "member.note": governing,
  /** What administrators see of an account, and do so that its owner can come in, or nobody else can. */
  "member.keep": ((actor, { member }) =>
    isAdmin(actor) && governs(actor, member) ? undefined : "not-allowed") as Rule<{
    member: Ranked
  }>,
  "member.rename": ofOneself,
  "member.describe": ofOneself,
  "saga.watch": administering,
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
  "case.appeal": ofOneself,
  /** Writing a text anew that waits for approval. */
  "held.change": ofOneself,
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
  }) as Rule<{ member: Ranked; within?: string | undefined }>,
  /** Seeing how the forum does and what it costs, and setting right what its machinery could not do. */
  "forum.administer": administering,
  "settings.change": administering,
  "member.invite": ((actor, { from }) => {
    if (isAdmin(actor)) return undefined
    const level = (TRUST_LEVELS as readonly string[]).indexOf(from)
    return actor.kind === "member" && level > 0 && levelOf(actor) >= level ? undefined : "not-allowed"
  }) as Rule<{ from: "administrators" | (typeof TRUST_LEVELS)[number] }>,
  "tag.manage": administering,
  "category.manage": administering,
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
