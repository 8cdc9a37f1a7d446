/** Reports: a member tells staff what is wrong with a post, a topic or a member. What gathers is one case. */
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { Id } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import { type CaseSubject, ReportReason } from "#lib/db/items/cases.ts"
import { isPending } from "#lib/db/items/users.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { untilSettled } from "#lib/db/retry.ts"
import { spending } from "#lib/limits/spend.ts"
import { beginningOf } from "#lib/markup/excerpt.ts"
import { t } from "#lib/words/t.ts"
import { authorize } from "./access.ts"
import { type Actor, type Member, requireMember } from "./actor.ts"
import { MOST_REPORTS } from "./case-folding.ts"
import { appended, caseIdOf, currentCase } from "./cases.ts"
import { clean } from "./cleaning.ts"
import { isNewcomer } from "./newcomers.ts"
import { isStaff } from "./ranks.ts"
import { type PostScene, visiblePost } from "./visible.ts"

/** Of what was reported, so that it is known whatever becomes of it. */
const MAX_EXCERPT = 300
/** Characters of what is said beside a report, a decision or an appeal. */
export const MAX_WORDS = 1_000

/** A few sentences as typed; absent when there are none. */
export const Words = z
  .string()
  .default("")
  .transform((text) => clean(text).trim())
  .refine((text) => text.length <= MAX_WORDS, {
    error: ({ input }) => t("moderation.words-long", { length: (input as string).length, max: MAX_WORDS }),
  })
  .transform((text) => text || undefined)

export const ReportInput = z
  .object({
    kind: z.enum(["post", "member"]),
    id: Id,
    reason: ReportReason.or(z.undefined()).refine((reason) => reason !== undefined, {
      error: () => t("moderation.choose-reason"),
    }),
    words: Words,
  })
  .refine(({ reason, words }) => reason !== "other" || words !== undefined, {
    path: ["words"],
    error: () => t("moderation.say-what"),
  })

/** Where what is reported belongs: whoever reports sees it. @throws ForumError not-found, forbidden */
export async function reportable(
  actor: Actor,
  { kind, id }: { kind: "post" | "member"; id: string },
): Promise<{ subject: CaseSubject; scene?: PostScene }> {
  if (kind === "member") {
    const user = await getUser(id, { consistent: true })
    if (!user || user.leftAt || isPending(user)) throw new ForumError("not-found", "member-missing")
    authorize(actor, "member.report", { member: user })
    return { subject: { kind: "member", id: user.id, member: user.id, title: "" } }
  }
  const scene = await visiblePost(actor, id, { consistent: true })
  authorize(actor, "post.report", scene)
  return { subject: subjectOf(scene), scene }
}

/** A post as that of a case; the first one stands for its topic. */
export function subjectOf({ post, topic }: Pick<PostScene, "post" | "topic">): CaseSubject {
  const kind = post.id === topic.firstPost ? "topic" : "post"
  return { kind, id: post.id, member: post.author.id, title: topic.title }
}

/** In which case it is; not `told` where so many have reported it that nothing more is written. */
type Reported = { id: string; told: boolean }

/**
 * Reports something. Whoever has reported it already, while nobody has decided, has said it.
 * @throws ForumError not-found, forbidden, limited
 */
export async function report(actor: Actor, input: z.output<typeof ReportInput>): Promise<Reported> {
  return untilSettled(async () => {
    const { subject, scene } = await reportable(actor, input)
    const member = requireMember(actor)
    const id = caseIdOf(subject)
    const before = await currentCase(id)
    const open = before?.state === "open" ? before.reports : []
    if (open.some(({ by }) => by === member.id)) return { id, told: true }
    if (open.length >= MOST_REPORTS) return { id, told: false }
    const { reason, words } = input
    await commit([
      ...reportLimits(member),
      appended(id, before, member, {
        type: "reported",
        subject,
        ...(scene && { category: scene.category.id }),
        reason: reason as ReportReason,
        ...(words && { words }),
        ...(scene && {
          seen: { version: scene.post.version, excerpt: beginningOf(scene.post.html, MAX_EXCERPT) },
        }),
      }),
    ])
    return { id, told: true }
  })
}

function reportLimits(member: Member): Write[] {
  if (isStaff(member)) return []
  return [
    spending("report.create", member.id),
    ...(isNewcomer(member) ? [spending("newcomer.report", member.id)] : []),
  ]
}
