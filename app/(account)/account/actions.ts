"use server"
import { redirect } from "next/navigation"
import { z } from "zod"
import { closeSession } from "#lib/auth/next-auth.ts"
import { ChangePasswordInput, changePassword } from "#lib/auth/resetting.ts"
import { EndSessionInput, endOwnSession, leaveSession } from "#lib/auth/sessions.ts"
import { signOutEverywhere } from "#lib/auth/signing-in.ts"
import { requireMember } from "#lib/forum/actor.ts"
import { signInSayingPath } from "#lib/web/account-paths.ts"
import { formAction } from "#lib/web/action.ts"
import { sessionHere } from "#lib/web/actor.ts"
import { accountPath, homePath } from "#lib/web/paths.ts"
import { staySignedIn } from "#lib/web/signing-in.ts"

const Nothing = z.object({})

export const signOut = formAction(
  Nothing,
  async (): Promise<true> => {
    await leaveSession(await sessionHere())
    await closeSession()
    redirect(homePath())
  },
  { whileReadOnly: true },
)

export const signOutAll = formAction(
  Nothing,
  async (actor): Promise<true> => {
    await signOutEverywhere(actor)
    await closeSession()
    redirect(signInSayingPath({ said: "signed-out-everywhere" }))
  },
  { whileReadOnly: true },
)

export const signOutOthers = formAction(
  Nothing,
  async (actor): Promise<true> => {
    await signOutEverywhere(actor)
    await staySignedIn(requireMember(actor).id)
    redirect(accountPath())
  },
  { whileReadOnly: true },
)

export const signOutOne = formAction(
  EndSessionInput,
  async (actor, input): Promise<true> => {
    await endOwnSession(actor, input)
    redirect(accountPath())
  },
  { whileReadOnly: true },
)

export const setPassword = formAction(ChangePasswordInput, async (actor, input): Promise<true> => {
  const { id } = await changePassword(actor, input)
  // All sessions ended with the old password; the one that changed it goes on.
  await staySignedIn(id)
  return true
})
