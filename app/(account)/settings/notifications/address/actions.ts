"use server"
import { redirect } from "next/navigation"
import { AddressInput, confirmAddressAnew } from "#lib/email/address-anew.ts"
import { formAction } from "#lib/web/action.ts"
import { thisClient } from "#lib/web/actor.ts"
import { mailSettingsPath } from "#lib/web/paths.ts"

export const confirmAnew = formAction(AddressInput, async (_actor, input): Promise<true> => {
  await confirmAddressAnew(input, await thisClient())
  redirect(mailSettingsPath())
})
