"use server"
import { redirect } from "next/navigation"
import { z } from "zod"
import { openSession } from "#lib/auth/next-auth.ts"
import { formAction } from "#lib/web/action.ts"
import { safeNext } from "#lib/web/paths.ts"

const LinkInput = z.object({ token: z.string().max(100), next: z.string().max(2000).optional() })

export const followSignInLink = formAction(
  LinkInput,
  async (_actor, { token, next }): Promise<true> => {
    await openSession({ token })
    redirect(safeNext(next))
  },
  { whileReadOnly: true },
)
