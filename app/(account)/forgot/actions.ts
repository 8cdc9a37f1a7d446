"use server"
import { requestReset } from "#lib/auth/resetting.ts"
import { MailInput } from "#lib/auth/signing-in.ts"
import { formAction } from "#lib/web/action.ts"
import { thisClient } from "#lib/web/actor.ts"

export const sendResetLink = formAction(MailInput, async (_actor, input): Promise<true> => {
  await requestReset(input, await thisClient())
  return true
})
