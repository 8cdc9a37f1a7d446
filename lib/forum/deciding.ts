/** What staff do with a case. Each act and its event are one transaction; of two who decide at once, one does. */
import { z } from "zod"
import { nowIso } from "#lib/base/clock.ts"
import { ForumError, isForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { CaseEvent } from "#lib/db/items/case-events.ts"
import { type Case, isAdminThing } from "#lib/db/items/cases.ts"
import type { Removal } from "#lib/db/items/entity.ts"
import { findPost } from "#lib/db/patterns/posts.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { Overtaken, untilSettled } from "#lib/db/retry.ts"
import { t } from "#lib/words/t.ts"
import { authorize, can } from "./access.ts"
import { type Actor, type Member, personOf, requireMember } from "./actor.ts"
import { approvalWrites, type HeldScene, heldScene, rejectionWrites } from "./approving.ts"
import { appended, currentCase, type NewEvent } from "./cases.ts"
import { lettingIn, turningAway } from "./newcoming.ts"
import { refuseOvertaken } from "./overtaken.ts"
import { removalWrites, restorationWrites } from "./removal.ts"
import { Words } from "./reporting.ts"
import { type PostScene, visiblePost } from "./visible.ts"

const DECISIONS = [
  "claim",
  "release",
  "dismiss",
  "hide",
  "restore",
  "settle",
  "reopen",
  "approve",
  "reject",
] as const
export type Decision = (typeof DECISIONS)[number]

/** Whoever cannot be read any more, or not yet, has to know why. */
const NEEDS_WORDS: ReadonlySet<Decision> = new Set(["hide", "reject"])

export const DecisionInput = z
  .object({
    case: Id,
    /** The case's turn as the form was made: whoever decides on an older one is shown what happened. */
    turn: z.coerce.number().int().min(0),
    decision: z.enum(DECISIONS),
    words: Words,
  })
  .refine(({ decision, words }) => !NEEDS_WORDS.has(decision) || words !== undefined, {
    path: ["words"],
    error: () => t("moderation.say-why"),
  })

/** A case with what it is about, where that is still somewhere. */
export type CaseScene = { one: Case; scene?: PostScene; held?: HeldScene; waits?: boolean }

/**
 * A case for staff who may read what it is about.
 * @throws ForumError unauthenticated, not-found
 */
export async function visibleCase(actor: Actor, id: string): Promise<CaseScene> {
  requireMember(actor)
  const missing = () => new ForumError("not-found", "case-missing")
  try {
    authorize(actor, "queue.see", {})
  } catch (error) {
    if (isForumError(error, "forbidden")) throw missing()
    throw error
  }
  const one = await currentCase(id)
  if (!one) throw missing()
  const { kind } = one.subject
  const seen = await sceneFor(actor, one, missing)
  if (isAdminThing(kind) || !can(actor, "case.see", { within: placeOf(seen) })) throw missing()
  return seen
}

/** In which category it lies now, of what lies in one. */
export const placeOf = ({ scene, held }: CaseScene): string | undefined =>
  scene?.topic.category ?? held?.category?.id

async function sceneFor(actor: Actor, one: Case, missing: () => Error): Promise<CaseScene> {
  const { kind } = one.subject
  if (one.queue === "newcomer" && one.state === "open")
    return { one, waits: (await getUser(one.subject.member, { consistent: true }))?.appliedAt !== undefined }
  if (kind !== "held" && kind !== "post" && kind !== "topic") return { one }
  try {
    if (kind === "held") return { one, held: await heldScene(actor, one.subject) }
    // What is gone for good may be decided about, what one may not read not even seen.
    if (!(await findPost(one.subject.id, { consistent: true }))) return { one }
    return { one, scene: await visiblePost(actor, one.subject.id, { consistent: true }) }
  } catch (error) {
    if (!isForumError(error, "not-found")) throw error
    // Administrators see everything but what is in a removed category: of that they close the case.
    if (can(actor, "category.manage", {})) return { one }
    throw missing()
  }
}

/**
 * Does what staff decided. Sent twice it is done once.
 * @throws ForumError not-found, forbidden; conflict/case-overtaken with what happened meanwhile in its words
 */
export function decide(actor: Actor, input: z.output<typeof DecisionInput>): Promise<CaseScene> {
  return untilSettled(async () => {
    const seen = await visibleCase(actor, input.case)
    const member = requireMember(actor)
    const { one } = seen
    const about = await getUser(one.subject.member, { consistent: true })
    const { id, role } = about ?? { id: one.subject.member, role: "member" as const }
    const category = placeOf(seen)
    authorize(actor, "case.decide", { member: { id, role }, within: category })
    if (one.turn !== input.turn) {
      await refuseOvertaken(member, { id: one.id, turn: input.turn }, EVENTS[input.decision])
      return seen
    }
    await requirePossible(member, seen, input.decision)
    const effect = await effectOf(member, seen, input)
    await commit([...effect, appended(one.id, one, member, { ...eventOf(one, input), category })])
    return visibleCase(actor, input.case)
  })
}

const EVENTS = {
  claim: "claimed",
  release: "released",
  dismiss: "dismissed",
  hide: "hidden",
  restore: "restored",
  settle: "settled",
  reopen: "reopened",
  approve: "approved",
  reject: "rejected",
} as const satisfies Record<Decision, CaseEvent["type"]>

/** What can be done with a case as it is; which of them this member may do is asked beside. */
export function decisionsOn({ one, scene, held, waits }: CaseScene, member: Pick<Member, "id">): Decision[] {
  const isHeld = one.subject.kind === "held"
  if (one.state === "closed" && isHeld) return held?.held.state === "rejected" ? ["approve"] : []
  const isNewcomer = one.queue === "newcomer"
  if (one.state === "closed" && isNewcomer) return []
  if (one.state === "closed") return one.hidden ? ["restore"] : ["reopen"]
  if (one.claimed && one.claimed.by !== member.id) return ["claim"]
  const way: Decision[] = one.claimed ? ["release"] : ["claim"]
  if (one.queue === "message") return [...way, "settle"]
  // Who has become a member in another way waits no more.
  if (isNewcomer) return [...way, ...(waits ? (["approve", "reject"] as const) : (["settle"] as const))]
  // Whoever has left has taken it along.
  if (isHeld) return held ? [...way, "approve", "reject"] : [...way, "settle"]
  if (one.hidden) return [...way, "dismiss", "restore"]
  // What its author has deleted meanwhile, or what is no post, cannot be hidden: the case is seen to.
  return [...way, "dismiss", scene && !isRemoved(scene) ? "hide" : "settle"]
}

const isRemoved = ({ post, topic }: PostScene): boolean =>
  (post.id === topic.firstPost ? topic.removed : post.removed) !== undefined

async function requirePossible(member: Member, seen: CaseScene, decision: Decision): Promise<void> {
  if (decisionsOn(seen, member).includes(decision)) return
  const { one } = seen
  // The post was read after the case: what became of both in between is decided about anew.
  if ((await currentCase(one.id))?.version !== one.version) throw new Overtaken()
  const isOthers = one.state === "open" && one.claimed && one.claimed.by !== member.id
  throw new ForumError("forbidden", isOthers ? "case-claimed" : "case-not-so")
}

async function effectOf(
  member: Member,
  { one, scene, held }: CaseScene,
  { decision, words }: z.output<typeof DecisionInput>,
): Promise<(Write | undefined)[]> {
  if (one.queue === "newcomer" && decision === "approve") return lettingIn(one.subject.member, words)
  if (one.queue === "newcomer" && decision === "reject") return turningAway(one.subject.member, words)
  if (decision === "approve" || decision === "reject") {
    if (!held) throw new ForumError("forbidden", "case-not-so")
    return decision === "approve" ? approvalWrites(member, held) : rejectionWrites(held)
  }
  if (decision !== "hide" && decision !== "restore") return []
  if (!scene) throw new ForumError("forbidden", "case-not-so")
  if (decision === "hide") {
    const removed: Removal = {
      by: personOf(member),
      at: nowIso(),
      byStaff: true,
      told: true,
      toldTo: scene.category.readers,
      ...(words && { why: words }),
    }
    return removalWrites(scene, removed)
  }
  if (scene.post.erasedAt) throw new ForumError("forbidden", "post-erased")
  return restorationWrites(scene)
}

function eventOf({ subject }: Case, { decision, words }: z.output<typeof DecisionInput>): NewEvent {
  const said = words ? { words } : {}
  const type = EVENTS[decision]
  if (type === "claimed" || type === "released") return { type }
  return type === "hidden" ? { type, subject, ...said } : { type, ...said }
}
