/** Members with two-step sign-in, and the time their codes are of. */
import { ticketFor } from "#lib/auth/second-step.ts"
import { beginTwoStep, confirmTwoStep, secretToConfirm } from "#lib/auth/two-step.ts"
import { MINUTE, setClock } from "#lib/base/clock.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { type Actor, memberFrom } from "#lib/forum/actor.ts"
import { aSignUp } from "./accounts.ts"
import { codeOf } from "./codes.ts"
import type { Inbox } from "./inbox.ts"

/** Codes are those of a time that stands still: `later` says how many half minutes it has moved on. */
export const at = (later: number): void => {
  const moment = Math.floor(Date.now() / MINUTE) * MINUTE + (later * MINUTE) / 2 + 1000
  setClock(() => moment)
}

/** Somebody with two-step sign-in since half minute 0. */
export async function careful(inbox: Inbox) {
  at(0)
  const { user, email, password } = await aSignUp(inbox)
  const actor: Actor = memberFrom(user)
  await beginTwoStep(actor, { current: password })
  const key = (await secretToConfirm(actor))!
  const codes = await confirmTwoStep(actor, { code: codeOf(key) })
  const now = async () => (await getUser(user.id, { consistent: true }))!
  const ticket = async () => (await ticketFor(await now()))!
  return { actor, id: user.id, email, password, key, codes, now, ticket }
}
