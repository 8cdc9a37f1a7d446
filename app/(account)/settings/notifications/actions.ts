"use server"
import { z } from "zod"
import { askForAddress } from "#lib/email/address-anew.ts"
import { chooseMail, resumeTopicMail, SettingsInput, TopicInput } from "#lib/email/settings.ts"
import { formAction } from "#lib/web/action.ts"

export const saveMail = formAction(SettingsInput, async (actor, input): Promise<true> => {
  await chooseMail(actor, input)
  return true
})

export const resumeTopic = formAction(TopicInput, async (actor, input): Promise<true> => {
  await resumeTopicMail(actor, input)
  return true
})

export const askAnew = formAction(z.object({}), async (actor): Promise<true> => {
  await askForAddress(actor)
  return true
})
