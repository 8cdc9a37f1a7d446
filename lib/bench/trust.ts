/** What is set of the forum, watched words, and what waits for approval, in the forum that is measured. */
import { nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Person } from "#lib/db/items/entity.ts"
import { HeldTexts } from "#lib/db/items/held.ts"
import { AllSettings, AllWatchedWords } from "#lib/db/items/site.ts"
import type { User } from "#lib/db/items/users.ts"
import { findHeld, getHeld, heldTextsOf, heldTextsSince, lastHeldTexts } from "#lib/db/patterns/held.ts"
import { getForumSettings, getWatchedWords } from "#lib/db/patterns/site.ts"
import { confirmMember, putMember } from "#lib/db/writes/registrations.ts"
import type { Member } from "#lib/forum/actor.ts"
import { caseIdOf, currentCase } from "#lib/forum/cases.ts"
import { type Decision, decide } from "#lib/forum/deciding.ts"
import { changeHeld, markOf, takeHeldBack } from "#lib/forum/held-changing.ts"
import { Waits } from "#lib/forum/holding.ts"
import { skeletonOf } from "#lib/forum/names.ts"
import { applicationWrites } from "#lib/forum/newcoming.ts"
import { reply } from "#lib/forum/posts.ts"
import { changeSettings } from "#lib/forum/settings.ts"
import { setTrust } from "#lib/forum/trusting.ts"
import { changeWatchedWords, MOST_WORDS } from "#lib/forum/watched-words.ts"
import type { Purpose } from "./meter.ts"
import type { World } from "./world.ts"

const AT = "2026-01-01T00:00:00.000Z"
const BODY = "South, like the birds. ".repeat(30)
const HELDS = Array.from({ length: 20 }, () => newId())
const HELD = HELDS[0]!
/** Words of the usual length, as many as there may be; none stands in what is written here, but one. */
const WORDS = Array.from({ length: MOST_WORDS - 1 }, (_, i) => `advertising-${i}*`)
const LOAN = "loan"

/** As many held texts as a newcomer writes in a few days. */
export function trustItems({ id: user }: Person, category: string): Record<string, unknown>[] {
  const words = { block: WORDS, hold: [LOAN], flag: [], censor: [] }
  const held = { user, category, topic: HELD, body: BODY, createdAt: AT, state: "waiting" } as const
  return [
    AllSettings.encode({ values: {}, updatedAt: AT, version: 1 }),
    AllWatchedWords.encode({ ...words, by: user, updatedAt: AT, version: 1 }),
    ...HELDS.map((id) => HeldTexts.encode({ ...held, id })),
  ]
}

export const TRUST_READS: Record<string, (world: World) => Promise<unknown>> = {
  "AP-230": () => getForumSettings(),
  "AP-230b": () => getWatchedWords(),
  "AP-231": (world) => getHeld(world.members[0]!.id, HELD),
  "AP-276": (world) => findHeld(HELDS.map((id) => ({ member: world.members[0]!.id, id }))),
  "AP-231b": (world) => heldTextsOf(world.members[0]!.id),
  "AP-330": (world) => lastHeldTexts(world.members[0]!.id),
  "AP-231c": (world) => heldTextsSince(world.members[0]!.id, "0"),
}

type Measure = (numbers: Partial<Record<Purpose, string>>, work: () => Promise<unknown>) => Promise<unknown>

function aNewcomer(name: string): User {
  const at = nowIso()
  return {
    ...{ id: newId(), name, email: `${name}@example.org`, role: "member", sessionEpoch: 1 },
    ...{ about: "", topicCount: 0, postCount: 0, createdAt: at, updatedAt: at, version: 1 },
  }
}

/** @param member who writes what waits */
export async function measureTrustWrites(
  world: World,
  { member, staff }: { member: Member; staff: Member },
  write: Measure,
): Promise<void> {
  await write({ own: "W-230" }, () =>
    changeSettings({ kind: "operator" }, { values: { "first-posts-held": 0 } }),
  )
  const admin: Member = { ...staff, role: "admin" }
  const words = { block: WORDS, hold: [LOAN], flag: [], censor: [] }
  await write({ own: "W-230b" }, () => changeWatchedWords(admin, { version: 1, ...words }))
  const topic = world.topics[1]!.id
  const held: string[] = []
  const hold = () =>
    reply(member, { form: newId(), topic, body: `${BODY} ${LOAN}` }).catch((error: unknown) => {
      if (!(error instanceof Waits)) throw error
      held.push(error.id)
    })
  await write({ own: "W-231" }, hold)
  await hold()
  await hold()
  const mark = markOf({ body: `${BODY} ${LOAN}` })
  await write({ own: "W-331" }, () =>
    changeHeld(member, { case: held[2]!, mark, body: `${BODY} South-west.` }),
  )
  await write({ own: "W-331b" }, () => takeHeldBack(member, { case: held[2]! }))
  const decision = async (id: string, choice: Decision) =>
    ({ case: id, turn: (await currentCase(id))!.turn, decision: choice, words: "Say more." }) as const
  const [approve, reject] = [await decision(held[0]!, "approve"), await decision(held[1]!, "reject")]
  await write({ own: "W-232" }, () => decide(staff, approve))
  await write({ own: "W-232b" }, () => decide(staff, reject))
  for (const [decided, choice] of [
    ["W-234b", "approve"],
    ["W-234c", "reject"],
  ] as const) {
    const user = aNewcomer(choice)
    const skeleton = skeletonOf(user.name)
    await commit(putMember({ user, skeleton, hash: "x".repeat(97) }))
    const used = () => new Error("It was confirmed already.")
    await write({ own: "W-234" }, async () =>
      commit([...confirmMember(user, skeleton, used, "appliedAt"), ...(await applicationWrites(user))]),
    )
    const choosing = await decision(caseIdOf({ kind: "member", id: user.id }), choice)
    await write({ own: decided }, () => decide(staff, choosing))
  }
  const trusted = world.members[9]!.id
  await write({ own: "W-233" }, () => setTrust(staff, { member: trusted, level: "3", words: "Known to us." }))
}
