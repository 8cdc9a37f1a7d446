/** What follows when somebody comes in, by whichever way. */
import { redirect } from "next/navigation"
import { openSession } from "#lib/auth/next-auth.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { secondStepPath, twoStepPath } from "./account-paths.ts"
import { currentActor, keepSession } from "./actor.ts"
import { safeNext } from "./paths.ts"
import { forgetTicket, keepTicket } from "./second-step.ts"

/** Opens a session and leads on: to the second step where there is one. @throws ForumError as openSession */
export async function signInBy(by: Parameters<typeof openSession>[0], next?: string): Promise<never> {
  const ticket = await openSession(by)
  if (ticket) {
    await keepTicket(ticket)
    redirect(secondStepPath(next))
  }
  if ("ticket" in by) await forgetTicket()
  const actor = await currentActor()
  redirect(actor.kind === "member" && actor.awaitsTwoStep ? twoStepPath() : safeNext(next))
}

/** All sessions of a member ended, because of what they did in this browser: here they stay signed in. */
export async function staySignedIn(id: string): Promise<void> {
  const user = await getUser(id, { consistent: true })
  if (user) await keepSession(user)
}
