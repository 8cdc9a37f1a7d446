"use server"
import { redirect } from "next/navigation"
import { openSession } from "#lib/auth/next-auth.ts"
import { OwnerInput, RegisterInput, register, registerOwner } from "#lib/auth/registration.ts"
import { nameTag } from "#lib/base/cache-tags.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { formAction } from "#lib/web/action.ts"
import { thisClient } from "#lib/web/actor.ts"
import { adminSetupPath } from "#lib/web/admin-paths.ts"
import { refresh } from "#lib/web/cached.ts"

export const registerMember = formAction(RegisterInput, async (_actor, input): Promise<true> => {
  await register(input, await thisClient())
  return true
})

export const registerFirstOwner = formAction(OwnerInput, async (_actor, input): Promise<true> => {
  const owner = await registerOwner(input, await thisClient())
  refresh([nameTag(skeletonOf(owner.name))])
  await openSession({ email: input.email, password: input.password })
  redirect(adminSetupPath())
})
