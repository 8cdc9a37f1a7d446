"use server"
import { redirect } from "next/navigation"
import { z } from "zod"
import { closeSession } from "#lib/auth/next-auth.ts"
import { exportData } from "#lib/forum/exporting.ts"
import { askToLeave, LeaveInput, leaveForum } from "#lib/forum/leaving.ts"
import { RenameInput, renameMember } from "#lib/forum/renaming.ts"
import { accountSettingsPath, signInSayingPath } from "#lib/web/account-paths.ts"
import { formAction } from "#lib/web/action.ts"
import { progressPath } from "#lib/web/paths.ts"

export const rename = formAction(RenameInput, async (actor, input): Promise<true> => {
  const saga = await renameMember(actor, input)
  redirect(saga ? progressPath(saga.id) : accountSettingsPath())
})

export const makeArchive = formAction(z.object({}), async (actor): Promise<true> => {
  const { id } = await exportData(actor)
  redirect(progressPath(id))
})

export const askLeave = formAction(z.object({}), async (actor): Promise<true> => {
  await askToLeave(actor)
  return true
})

export const leave = formAction(LeaveInput, async (actor, input): Promise<true> => {
  await leaveForum(actor, input)
  await closeSession()
  redirect(signInSayingPath({ said: "left" }))
})
