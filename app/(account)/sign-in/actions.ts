"use server"
import { redirect } from "next/navigation"
import { openSession } from "#lib/auth/next-auth.ts"
import { MailInput, requestMagicLink, SignInInput } from "#lib/auth/signing-in.ts"
import { formAction } from "#lib/web/action.ts"
import { thisClient } from "#lib/web/actor.ts"
import { safeNext } from "#lib/web/paths.ts"

export const signIn = formAction(
  SignInInput,
  async (_actor, input): Promise<true> => {
    await openSession(input)
    redirect(safeNext(input.next))
  },
  { whileReadOnly: true },
)

export const sendSignInLink = formAction(
  MailInput,
  async (_actor, input): Promise<true> => {
    await requestMagicLink(input, await thisClient())
    return true
  },
  { whileReadOnly: true },
)
