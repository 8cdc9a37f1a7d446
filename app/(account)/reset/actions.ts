"use server"
import { redirect } from "next/navigation"
import { ResetInput, resetPassword } from "#lib/auth/resetting.ts"
import { signInSayingPath } from "#lib/web/account-paths.ts"
import { formAction } from "#lib/web/action.ts"
import { thisClient } from "#lib/web/actor.ts"

export const reset = formAction(ResetInput, async (_actor, input): Promise<true> => {
  await resetPassword(input, await thisClient())
  redirect(signInSayingPath({ said: "reset" }))
})
