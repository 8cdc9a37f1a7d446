/** Leaving for good: the account ends at once; what was written stays under a number, or goes. */
import { z } from "zod"
import { verifyPassword } from "#lib/auth/passwords.ts"
import { issueToken, LIFE, memberOfToken } from "#lib/auth/tokens.ts"
import { chance } from "#lib/base/clock.ts"
import { ForumError } from "#lib/base/errors.ts"
import { newId } from "#lib/base/ids.ts"
import { commit, type Write } from "#lib/db/commit.ts"
import type { Saga } from "#lib/db/items/sagas.ts"
import type { User } from "#lib/db/items/users.ts"
import { getUser, passwordHashOf } from "#lib/db/patterns/users.ts"
import { endAccount } from "#lib/db/writes/leaving.ts"
import { putSaga } from "#lib/db/writes/sagas.ts"
import { leaveLink } from "#lib/email/letters.ts"
import { post } from "#lib/email/send.ts"
import { spend } from "#lib/limits/spend.ts"
import { t } from "#lib/words/t.ts"
import { type Actor, requireMember } from "./actor.ts"
import { skeletonOf } from "./names.ts"
import { newSaga } from "./sagas.ts"

export const LeaveInput = z.object({
  /** What becomes of what they wrote. */
  writings: z.enum(["keep", "remove"], { error: () => t("inputs.writings") }),
  /** Their password; who has none brings the secret of a link that came by mail. */
  password: z.string().max(1000).default(""),
  token: z.string().max(100).default(""),
})

export const LEAVING = "leave-forum"

const NUMBERS_TO_TRY = 8

/**
 * Ends the actor's account. Nobody can sign in to it from this moment on; a saga does the rest, and there is no way
 * back. Also for who is suspended. @returns the saga
 * @throws ForumError unauthenticated, forbidden/owner-stays, invalid/wrong-password, invalid/token-used, limited
 */
export async function leaveForum(actor: Actor, input: z.output<typeof LeaveInput>): Promise<Saga> {
  const user = await whoMayLeave(actor)
  return endAccountOf(user, input.writings, await proofOf(user, input))
}

/**
 * Sends the actor, who has no password, the link without which they cannot leave: a session that was left open must
 * not be enough. Who has a password gets none. @throws ForumError unauthenticated, forbidden/owner-stays, limited
 */
export async function askToLeave(actor: Actor): Promise<void> {
  const user = await whoMayLeave(actor)
  if (!user.email || (await passwordHashOf(user.id))) return
  await spend("mail.address", user.email)
  await spend("mail.client", user.id)
  post(leaveLink(user.email, await issueToken("leave", user)), user.id, LIFE.leave)
}

async function whoMayLeave(actor: Actor): Promise<User> {
  const user = await getUser(requireMember(actor).id, { consistent: true })
  if (!user || user.leftAt) throw new ForumError("unauthenticated", "session-ended")
  // A forum must not be left without one: first somebody else becomes the owner, and changes this one's role.
  if (user.role === "owner") throw new ForumError("forbidden", "owner-stays")
  return user
}

/** That it is them: by their password, or by a link that went to their address and is used up by it. */
async function proofOf(
  user: User,
  { password, token }: z.output<typeof LeaveInput>,
): Promise<Write | undefined> {
  const hash = await passwordHashOf(user.id)
  await spend("sign-in.address", user.email ?? user.id)
  if (!hash) {
    const { user: receiver, use } = await memberOfToken("leave", token)
    if (receiver.id !== user.id) throw new ForumError("invalid", "token-used")
    return use
  }
  if (!(await verifyPassword(hash, password)))
    throw new ForumError("invalid", "wrong-password", { field: "password" })
  return undefined
}

/**
 * For who may decide it: ends an account and starts the saga that clears up behind it.
 * @param proof used up by it @throws ForumError conflict, and what the proof raises
 */
export async function endAccountOf(user: User, writings: "keep" | "remove", proof?: Write): Promise<Saga> {
  const names = [user.name, ...(user.formerNames ?? [])]
  const id = newId()
  for (let tries = 1; ; tries++) {
    const name = t("members.former", { number: 100_000 + Math.floor(chance() * 900_000) })
    const input = { user: user.id, writings, names }
    const saga = newSaga(LEAVING, input, { by: user.id, id })
    try {
      await commit([
        ...endAccount(user, { name, skeleton: skeletonOf(name) }, names.map(skeletonOf)),
        ...putSaga(saga),
        proof,
      ])
      return saga
    } catch (error) {
      const isTaken = error instanceof ForumError && error.code === "name-taken"
      if (!isTaken || tries === NUMBERS_TO_TRY) throw error
    }
  }
}
