"use server"
import { z } from "zod"
import { unsubscribe } from "#lib/email/unsubscribing.ts"
import { formAction } from "#lib/web/action.ts"

const Input = z.object({ token: z.string().max(200), all: z.literal("1").optional() })

export const endMail = formAction(Input, async (_actor, { token, all }): Promise<true> => {
  await unsubscribe(token, { all: all === "1" })
  return true
})
