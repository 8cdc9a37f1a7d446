"use server"
import { redirect } from "next/navigation"
import { z } from "zod"
import { ForumError } from "#lib/base/errors.ts"
import { AboutInput, describeOneself } from "#lib/forum/about.ts"
import { changeAvatar, removeAvatar } from "#lib/forum/avatars.ts"
import { chooseLastSeen, LastSeenInput } from "#lib/forum/visits.ts"
import { formAction } from "#lib/web/action.ts"
import { profileSettingsPath } from "#lib/web/paths.ts"

export const saveAvatar = formAction(
  z.object({ image: z.unknown() }),
  async (actor, { image }): Promise<true> => {
    if (!(image instanceof File)) throw new ForumError("invalid", "upload-empty", { field: "image" })
    await changeAvatar(actor, new Uint8Array(await image.arrayBuffer()))
    redirect(profileSettingsPath())
  },
)

export const takeAvatarAway = formAction(z.object({}), async (actor): Promise<true> => {
  await removeAvatar(actor)
  redirect(profileSettingsPath())
})

export const saveAbout = formAction(AboutInput, async (actor, input): Promise<true> => {
  await describeOneself(actor, input)
  return true
})

export const saveLastSeen = formAction(LastSeenInput, async (actor, input): Promise<true> => {
  await chooseLastSeen(actor, input)
  redirect(`${profileSettingsPath()}?said=saved`)
})
