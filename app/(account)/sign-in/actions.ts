"use server"
import { MailInput, requestMagicLink, SignInInput } from "#lib/auth/signing-in.ts"
import { formAction } from "#lib/web/action.ts"
import { thisClient } from "#lib/web/actor.ts"
import { signInBy } from "#lib/web/signing-in.ts"

export const signIn = formAction(
  SignInInput,
  async (_actor, input): Promise<true> => signInBy(input, input.next),
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
