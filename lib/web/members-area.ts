/** The part of the forum that is rendered for each viewer: who may come in at all. */
import { notFound, redirect } from "next/navigation"
import { can } from "#lib/forum/access.ts"
import type { Member } from "#lib/forum/actor.ts"
import { currentActor } from "./actor.ts"
import { signInPath } from "./paths.ts"

/** The member who asks. Guests are led to sign in, whether what they asked for exists or not. */
export async function memberOrSignIn(path: string): Promise<Member> {
  const actor = await currentActor()
  return actor.kind === "member" ? actor : redirect(signInPath(path))
}

/** The same for staff. That there is something for them is told to nobody else. */
export async function staffOrNotFound(path: string): Promise<Member> {
  const member = await memberOrSignIn(path)
  return can(member, "case.see", {}) ? member : notFound()
}
