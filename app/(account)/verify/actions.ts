"use server"
import { redirect } from "next/navigation"
import { z } from "zod"
import { confirmEmail } from "#lib/auth/registration.ts"
import { formAction } from "#lib/web/action.ts"
import { thisClient } from "#lib/web/actor.ts"
import { signInPath } from "#lib/web/paths.ts"

const VerifyInput = z.object({ token: z.string().max(100), next: z.string().max(2000).optional() })

export const verify = formAction(VerifyInput, async (_actor, { token, next }): Promise<true> => {
  await confirmEmail(token, await thisClient())
  redirect(signInPath(next, "confirmed"))
})
