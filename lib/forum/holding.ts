/** What waits for approval: texts of new members, and texts with watched words. Until then there is no post anywhere. */
import { nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { HeldText } from "#lib/db/items/held.ts"
import { putHeld } from "#lib/db/writes/held.ts"
import { beginningOf } from "#lib/markup/excerpt.ts"
import type { Member } from "./actor.ts"
import { appended, caseIdOf, currentCase } from "./cases.ts"
import { isNewcomer } from "./newcomers.ts"
import type { Made } from "./once.ts"
import { isStaff } from "./ranks.ts"
import { subjectOf } from "./reporting.ts"
import { settings } from "./settings.ts"
import type { PostScene } from "./visible.ts"
import type { Verdict } from "./watched-words.ts"

/** Of what is held or flagged, in the queue. */
export const MAX_EXCERPT = 300

/** Raised when a text was not posted but waits for approval; `id` is its case. */
export class Waits extends Error {
  readonly id: string
  constructor(id: string) {
    super()
    this.id = id
  }
}

export type Reason = { isFirst: boolean; watched: string[] }

/** Why a text of the member has to wait; undefined when it does not. */
export async function reasonToHold(member: Member, { hold }: Verdict): Promise<Reason | undefined> {
  if (isStaff(member)) return undefined
  const { "first-posts-held": first } = await settings()
  const isFirst = member.postCount < first && isNewcomer(member)
  return isFirst || hold.length > 0 ? { isFirst, watched: hold } : undefined
}

/** Whether edits of the member are looked at: where first posts are held, nobody new makes something else of an approved one. */
export async function areEditsLookedAt(member: Member): Promise<boolean> {
  return !isStaff(member) && isNewcomer(member) && (await settings())["first-posts-held"] > 0
}

/** What a form made that was not posted: no topic, and the held text in place of a post. */
export const isHeld = ({ topic }: Made): boolean => topic === ""

type Text = Pick<HeldText, "category" | "topic" | "replyTo" | "title" | "tags" | "body">

/**
 * Keeps a text until staff have looked at it, as a case of their queue, in one transaction with the form's guards.
 * @param shown what the case is called, and the text as it would look @throws Waits always
 */
export async function hold(
  member: Member,
  text: Text,
  shown: { title: string; html: string },
  { isFirst, watched }: Reason,
  { guards, draft }: { guards: (made: Made) => Write[]; draft: Write | undefined },
): Promise<never> {
  const id = newId()
  const subject = { kind: "held", id, member: member.id, title: shown.title } as const
  const excerpt = beginningOf(shown.html, MAX_EXCERPT)
  await commit([
    ...guards({ topic: "", post: id }),
    putHeld({ ...text, user: member.id, id, createdAt: nowIso(), state: "waiting" }),
    appended(caseIdOf(subject), undefined, member, {
      ...{ type: "held", subject, category: text.category, isFirst, watched, excerpt },
    }),
    draft,
  ])
  throw new Waits(id)
}

/** Lets staff look at a new post because of watched words in it. */
export function flagWrites(member: Member, scene: PostScene, watched: string[]): Write[] {
  if (watched.length === 0) return []
  const subject = subjectOf(scene)
  const { category } = scene.topic
  const excerpt = beginningOf(scene.post.html, MAX_EXCERPT)
  const event = { type: "flagged", subject, category, watched, excerpt } as const
  return [appended(caseIdOf(subject), undefined, member, event)]
}

/** The same of an edit: also where what was approved may have become something else. Once while staff have it before them. */
export async function editFlags(member: Member, scene: PostScene, watched: string[]): Promise<Write[]> {
  const subject = subjectOf(scene)
  const before = await currentCase(caseIdOf(subject))
  if (before?.state === "open" && watched.length === 0) return []
  const excerpt = beginningOf(scene.post.html, MAX_EXCERPT)
  const { category } = scene.topic
  return [
    appended(caseIdOf(subject), before, member, { type: "flagged", subject, category, watched, excerpt }),
  ]
}

/** The same of what a member is called, or says about themselves: a case about the member. */
export async function memberFlags(member: Member, watched: string[], excerpt: string): Promise<Write[]> {
  if (watched.length === 0) return []
  const subject = { kind: "member", id: member.id, member: member.id, title: "" } as const
  const id = caseIdOf(subject)
  return [appended(id, await currentCase(id), member, { type: "flagged", subject, watched, excerpt })]
}
