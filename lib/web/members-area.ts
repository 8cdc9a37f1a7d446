/** The part of the forum that is rendered for each viewer: who may come in at all. */
import { notFound, redirect } from "next/navigation"
import { can } from "#lib/forum/access.ts"
import type { Member } from "#lib/forum/actor.ts"
import { type AdminSection, adminSections } from "#lib/views/admin-sections.ts"
import { twoStepPath } from "./account-paths.ts"
import { currentActor } from "./actor.ts"
import { signInPath } from "./paths.ts"

/** The member who asks. Guests are led to sign in, whether what they asked for exists or not. */
export async function memberOrSignIn(path: string): Promise<Member> {
  const actor = await currentActor()
  return actor.kind === "member" ? actor : redirect(signInPath(path))
}

/** The same for staff. That there is something for them is told to nobody else. */
export async function staffOrNotFound(path: string): Promise<Member> {
  const member = await twoStepFirst(await memberOrSignIn(path))
  return can(member, "case.see", {}) ? member : notFound()
}

/** And for moderators of single categories, who see what of it is theirs. */
export async function moderatorOrNotFound(path: string): Promise<Member> {
  const member = await twoStepFirst(await memberOrSignIn(path))
  return can(member, "queue.see", {}) ? member : notFound()
}

/** Who comes to a page of the administrators' panel, and its other pages: to everybody else there is no such page. */
export async function adminOrNotFound(path: string): Promise<{ admin: Member; sections: AdminSection[] }> {
  const admin = await twoStepFirst(await memberOrSignIn(path))
  const sections = adminSections(admin, path)
  return sections.some(({ current }) => current) ? { admin, sections } : notFound()
}

/** Staff who need two-step sign-in and have it not are led to where it is set up; access.ts keeps the rest from them. */
async function twoStepFirst(member: Member): Promise<Member> {
  return member.awaitsTwoStep ? redirect(twoStepPath()) : member
}
