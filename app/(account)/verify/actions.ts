"use server"
import { redirect } from "next/navigation"
import { z } from "zod"
import { confirmEmail } from "#lib/auth/registration.ts"
import { nameTag } from "#lib/base/cache-tags.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { signInSayingPath } from "#lib/web/account-paths.ts"
import { formAction } from "#lib/web/action.ts"
import { thisClient } from "#lib/web/actor.ts"
import { refresh } from "#lib/web/cached.ts"

const VerifyInput = z.object({ token: z.string().max(100), next: z.string().max(2000).optional() })

export const verify = formAction(VerifyInput, async (_actor, { token, next }): Promise<true> => {
  const user = await confirmEmail(token, await thisClient())
  refresh([nameTag(skeletonOf(user.name))])
  redirect(signInSayingPath({ next, said: user.appliedAt ? "applied" : "confirmed" }))
})
