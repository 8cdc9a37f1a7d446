"use server"
import { redirect } from "next/navigation"
import { AddressInput, confirmAddressAnew } from "#lib/email/address-anew.ts"
import { mailSettingsPath } from "#lib/web/account-paths.ts"
import { formAction } from "#lib/web/action.ts"
import { thisClient } from "#lib/web/actor.ts"

export const confirmAnew = formAction(AddressInput, async (_actor, input): Promise<true> => {
  await confirmAddressAnew(input, await thisClient())
  redirect(mailSettingsPath())
})
