"use server"
import { redirect } from "next/navigation"
import { z } from "zod"
import { SecondStepInput } from "#lib/auth/second-step.ts"
import { isForumError } from "#lib/base/errors.ts"
import { signInSayingPath } from "#lib/web/account-paths.ts"
import { formAction } from "#lib/web/action.ts"
import { forgetTicket, keptTicket } from "#lib/web/second-step.ts"
import { signInBy } from "#lib/web/signing-in.ts"

const CodeInput = SecondStepInput.extend({ next: z.string().max(2000).optional() })

export const giveCode = formAction(
  CodeInput,
  async (_actor, { code, next }): Promise<true> => {
    const ticket = await keptTicket()
    if (!ticket) redirect(signInSayingPath({ next, problem: "second-step-over" }))
    try {
      return await signInBy({ ticket, code }, next)
    } catch (error) {
      if (!(isForumError(error, "invalid") && error.code === "second-step-over")) throw error
      await forgetTicket()
      redirect(signInSayingPath({ next, problem: "second-step-over" }))
    }
  },
  { whileReadOnly: true },
)
