/** What staff decide, and what they do to members: by the event that it leads to. */
import { nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { putAvatar } from "#lib/db/writes/uploads.ts"
import { describeOneself } from "#lib/forum/about.ts"
import type { Member } from "#lib/forum/actor.ts"
import { caseIdOf, currentCase } from "#lib/forum/cases.ts"
import { clearFromProfile, markOf } from "#lib/forum/clearing.ts"
import { type Decision, decide } from "#lib/forum/deciding.ts"
import { Waits } from "#lib/forum/holding.ts"
import { report } from "#lib/forum/reporting.ts"
import { writeToStaff } from "#lib/forum/staff-messages.ts"
import { lift, SanctionInput, sanction } from "#lib/forum/standing.ts"
import { SweepInput, sweep, unsweep } from "#lib/forum/sweeping.ts"
import { setTrust } from "#lib/forum/trusting.ts"
import { aForm, aReply, someone } from "#lib/testing/people.ts"
import { finishAll } from "#lib/testing/sagas.ts"
import { type Act, type Acts, type Scene, words } from "./scene.ts"

export const ON_CASES: Acts = {
  claimed: async (scene) => decided(scene, await aReport(scene), "claim"),
  released: async (scene) => {
    const id = await aReport(scene)
    await (await decided(scene, id, "claim"))()
    return decided(scene, id, "release")
  },
  hidden: async (scene) => decided(scene, await aReport(scene), "hide"),
  restored: async (scene) => {
    const id = await aReport(scene)
    await (await decided(scene, id, "hide"))()
    return decided(scene, id, "restore")
  },
  dismissed: async (scene) => decided(scene, await aReport(scene), "dismiss"),
  reopened: async (scene) => {
    const id = await aReport(scene)
    await (await decided(scene, id, "dismiss"))()
    return decided(scene, id, "reopen")
  },
  settled: async (scene) => {
    const { id } = await writeToStaff(scene.ann, { form: aForm(), body: "Where is the key?" })
    return decided(scene, id, "settle")
  },
  approved: async (scene) => decided(scene, await aHeld(scene), "approve"),
  rejected: async (scene) => decided(scene, await aHeld(scene), "reject"),
  "cleared-about": async ({ ann, mod }) => {
    await describeOneself(ann, { about: "Buy my boats." })
    const mark = markOf("Buy my boats.")
    return () => clearFromProfile(mod, { member: ann.id, what: "about", mark, reason: words })
  },
  "cleared-avatar": async ({ ann, mod }) => {
    const mark = newId()
    await commit([putAvatar({ user: ann.id, version: mark, createdAt: nowIso() })])
    return () => clearFromProfile(mod, { member: ann.id, what: "avatar", mark, reason: words })
  },
  warned: (scene) => sanctioned(scene, "warned"),
  silenced: (scene) => sanctioned(scene, "silenced"),
  suspended: (scene) => sanctioned(scene, "suspended"),
  lifted: async (scene) => {
    await (await sanctioned(scene, "suspended"))()
    const turn = await turnOf(scene.bob)
    return () => lift(scene.mod, { member: scene.bob.id, turn, sanction: "suspended", words })
  },
  swept: async (scene) => () => sweeping(scene),
  unswept: async (scene) => {
    const { id } = await sweeping(scene)
    await finishAll()
    return () => unsweep(scene.mod, { saga: id })
  },
  trusted:
    async ({ mod, bob }) =>
    () =>
      setTrust(mod, { member: bob.id, level: "3", words }),
}

async function decided({ mod }: Scene, id: string, decision: Decision): Promise<Act> {
  const { turn } = (await currentCase(id))!
  return () => decide(mod, { case: id, turn, decision, words })
}

async function aReport({ ann, reply }: Scene): Promise<string> {
  await report(ann, { kind: "post", id: reply, reason: "spam", words: undefined })
  return caseIdOf({ kind: "post", id: reply })
}

async function aHeld({ topic }: Scene): Promise<string> {
  const error = await aReply(await someone(undefined, { postCount: 0 }), topic, "Hello.").catch((one) => one)
  if (!(error instanceof Waits)) throw error
  return error.id
}

const turnOf = async ({ id }: Member): Promise<number> =>
  (await currentCase(caseIdOf({ kind: "member", id })))?.turn ?? 0

async function sanctioned({ mod, bob }: Scene, what: "warned" | "silenced" | "suspended"): Promise<Act> {
  const turn = await turnOf(bob)
  return () => sanction(mod, SanctionInput.parse({ member: bob.id, turn, sanction: what, words }))
}

const sweeping = ({ mod, bob }: Scene): Promise<{ id: string }> =>
  sweep(mod, SweepInput.parse({ form: aForm(), names: bob.name, words }))
