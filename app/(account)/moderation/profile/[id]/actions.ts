"use server"
import { redirect } from "next/navigation"
import { memberTag } from "#lib/base/cache-tags.ts"
import { ClearInput, clearFromProfile } from "#lib/forum/clearing.ts"
import { setTrust, TrustInput } from "#lib/forum/trusting.ts"
import { formAction } from "#lib/web/action.ts"
import { refresh } from "#lib/web/cached.ts"
import { clearProfilePath } from "#lib/web/staff-paths.ts"

export const clear = formAction(ClearInput, async (actor, input): Promise<true> => {
  const { user } = await clearFromProfile(actor, input)
  refresh([memberTag(user)])
  redirect(`${clearProfilePath(user)}?said=saved`)
})

export const chooseTrust = formAction(TrustInput, async (actor, input): Promise<true> => {
  const { id } = await setTrust(actor, input)
  redirect(`${clearProfilePath(id)}?said=trusted`)
})
