"use server"
import { redirect } from "next/navigation"
import {
  BeginInput,
  beginTwoStep,
  confirmTwoStep,
  renewRecoveryCodes,
  SecondStepInput,
  switchTwoStepOff,
} from "#lib/auth/two-step.ts"
import { requireMember } from "#lib/forum/actor.ts"
import { twoStepPath, twoStepSetUpPath } from "#lib/web/account-paths.ts"
import { formAction } from "#lib/web/action.ts"
import { staySignedIn } from "#lib/web/signing-in.ts"

// Also while the forum is read only: staff who have to have it could do nothing about that.
const always = { whileReadOnly: true }

export const begin = formAction(
  BeginInput,
  async (actor, input): Promise<true> => {
    await beginTwoStep(actor, input)
    redirect(twoStepSetUpPath())
  },
  always,
)

export const confirm = formAction(
  SecondStepInput,
  async (actor, input): Promise<string[]> => {
    const codes = await confirmTwoStep(actor, input)
    await staySignedIn(requireMember(actor).id)
    return codes
  },
  always,
)

export const renewCodes = formAction(
  SecondStepInput,
  async (actor, input): Promise<string[]> => renewRecoveryCodes(actor, input),
  always,
)

export const switchOff = formAction(
  SecondStepInput,
  async (actor, input): Promise<true> => {
    await switchTwoStepOff(actor, input)
    await staySignedIn(requireMember(actor).id)
    redirect(`${twoStepPath()}?said=ended`)
  },
  always,
)
