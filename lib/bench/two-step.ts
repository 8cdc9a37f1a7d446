/** The second step of signing in, and sessions, in the forum that is measured. The mails that tell of it are measured apart. */
import { newRecoveryCodes, newSecret, recoveryHash, sealSecret } from "#lib/auth/codes.ts"
import { newToken } from "#lib/auth/tokens.ts"
import { DAY, epochSecondsIn, nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { type Session, Sessions } from "#lib/db/items/sessions.ts"
import { type TwoStep, TwoSteps } from "#lib/db/items/two-step.ts"
import type { User } from "#lib/db/items/users.ts"
import { MOST_SESSIONS, sessionsOf } from "#lib/db/patterns/sessions.ts"
import { twoStepOf } from "#lib/db/patterns/two-step.ts"
import { changeMember, memberUnchanged } from "#lib/db/writes/members.ts"
import { deleteSession, endSession, putSession } from "#lib/db/writes/sessions.ts"
import { deleteToken } from "#lib/db/writes/site.ts"
import {
  putRecoveryCodes,
  putSetUp,
  switchOff,
  switchOn,
  takeRecoveryCode,
  takeStep,
} from "#lib/db/writes/two-step.ts"
import type { World } from "./world.ts"

const refusal = (): Error => new Error("It was measured out of order.")

const codesOf = (user: string): Set<string> =>
  new Set(newRecoveryCodes().map((code) => recoveryHash(code, user)))

const aSession = (user: string, epoch = 1): Session => ({
  ...{ user, epoch, id: newId(), browser: "firefox", system: "linux", createdAt: nowIso() },
  ...{ seenOn: nowIso().slice(0, 10), expiresAt: epochSecondsIn(DAY) },
})

/** All recovery codes are left, and there are more sessions than are listed. */
export function twoStepItems(user: string): Record<string, unknown>[] {
  const secret = sealSecret(newSecret(), user)
  const [at, codes] = [nowIso(), codesOf(user)]
  return [
    TwoSteps.encode({ user, secret, since: at, lastStep: 1, codes, updatedAt: at }),
    ...Array.from({ length: MOST_SESSIONS + 5 }, () => Sessions.encode(aSession(user))),
  ]
}

export const TWO_STEP_READS: Record<string, (world: World) => Promise<unknown>> = {
  "AP-280": (world) => twoStepOf(world.members[0]!.id),
  "AP-281": (world) => sessionsOf(world.members[0]!.id, 1),
}

type Write = (numbers: { own: string }, work: () => Promise<unknown>) => Promise<unknown>

/** Each builds on the one before. */
export async function measureTwoStepWrites({ members }: World, write: Write): Promise<void> {
  const member = members[4]!
  const { id: user } = member
  const codes = codesOf(user)
  await write({ own: "W-280" }, () => commit([putSetUp(user, sealSecret(newSecret(), user))]))
  const held = (await twoStepOf(user)) as TwoStep
  const since = nowIso()
  await write({ own: "W-281" }, () =>
    commit([switchOn(held, { step: 1, codes }), changeMember(member, { twoStepAt: since }, refusal)]),
  )
  const now = { ...member, sessionEpoch: member.sessionEpoch + 1 }
  const ticket = async () => {
    const { hash, write: put } = newToken("second-step", now)
    await commit([put])
    return deleteToken(hash)
  }
  const [first, second] = [await ticket(), await ticket()]
  await write({ own: "W-282" }, () =>
    commit([first, memberUnchanged(now, refusal), takeStep(held, 2, refusal)]),
  )
  const [code] = codes
  await write({ own: "W-282b" }, () =>
    commit([second, memberUnchanged(now, refusal), takeRecoveryCode(held, code!, refusal)]),
  )
  await write({ own: "W-283" }, () =>
    commit([putRecoveryCodes(held, { step: 3, codes: codesOf(user) }, refusal)]),
  )
  await write({ own: "W-284" }, () =>
    commit([switchOff(held, { step: 4 }, refusal), changeMember(now, { twoStepAt: null }, refusal)]),
  )
  await measureSessionWrites(members[5]!, write)
}

async function measureSessionWrites(member: User, write: Write): Promise<void> {
  const [one, other] = [aSession(member.id), aSession(member.id)]
  await write({ own: "W-295" }, () => commit([putSession(one)]))
  await write({ own: "W-295b" }, () => commit([deleteSession(one)]))
  await commit([putSession(other)])
  await write({ own: "W-296" }, () => commit(endSession(member, other.id)))
}
