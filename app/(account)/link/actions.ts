"use server"
import { z } from "zod"
import { formAction } from "#lib/web/action.ts"
import { signInBy } from "#lib/web/signing-in.ts"

const LinkInput = z.object({ token: z.string().max(100), next: z.string().max(2000).optional() })

export const followSignInLink = formAction(
  LinkInput,
  async (_actor, { token, next }): Promise<true> => signInBy({ token }, next),
  { whileReadOnly: true },
)
