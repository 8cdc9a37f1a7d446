/** What was taken from a member for a while, told to themselves. */

import { refusalOf, sentenceOf } from "#lib/forum/access.ts"
import { type Actor, requireMember } from "#lib/forum/actor.ts"
import { caseIdOf } from "#lib/forum/cases.ts"
import { memberSubject } from "#lib/forum/standing.ts"
import { casePath } from "#lib/web/paths.ts"

export type Taken = { sentence: string; href: string }

/** Until when they may not write, why, and where one says something against it; undefined while they may. */
export function takenFrom(actor: Actor): Taken | undefined {
  const { id } = requireMember(actor)
  const refusal = refusalOf(actor, "upload.create", {})
  if (refusal?.code !== "suspended" && refusal?.code !== "silenced") return undefined
  return { sentence: sentenceOf(refusal), href: casePath(caseIdOf(memberSubject(id))) }
}
