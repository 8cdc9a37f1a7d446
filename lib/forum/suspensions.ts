/** Suspensions: until when a member may read but not write. Asked for in access.ts, at every write. */
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { setSuspension } from "#lib/db/writes/members.ts"
import { authorize } from "./access.ts"
import type { Manager } from "./categories.ts"

export const SuspensionInput = z.object({ member: z.string(), until: z.iso.datetime().optional() })

/** Suspends a member until a time; without one, ends the suspension. @throws ForumError not-found, forbidden */
export async function suspend(
  manager: Manager,
  { member, until }: z.output<typeof SuspensionInput>,
): Promise<void> {
  const user = await getUser(member, { consistent: true })
  if (!user) throw new ForumError("not-found", "member-missing")
  if (manager.kind !== "operator") authorize(manager, "member.suspend", { member: user })
  await commit([setSuspension(user.id, until)])
}
