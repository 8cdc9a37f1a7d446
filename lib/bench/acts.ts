/** What staff do and write down, in the forum that is measured. */
import { randomUUID } from "node:crypto"
import { DAY, HOUR } from "#lib/base/clock.ts"
import { mintId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import type { Person } from "#lib/db/items/entity.ts"
import { Notes } from "#lib/db/items/notes.ts"
import { Timers } from "#lib/db/items/timers.ts"
import { howMuchOf } from "#lib/db/patterns/belongings.ts"
import { NOTES_PER_PAGE, notesOn } from "#lib/db/patterns/notes.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { getHomePins } from "#lib/db/patterns/site.ts"
import { dueTimers } from "#lib/db/patterns/timers.ts"
import { removedTopics } from "#lib/db/patterns/topics.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { advanceSaga, takeSaga } from "#lib/db/writes/sagas.ts"
import type { Member } from "#lib/forum/actor.ts"
import { lockTopic } from "#lib/forum/closing.ts"
import { effectOn } from "#lib/forum/many.ts"
import { takeNoteAway, writeNote } from "#lib/forum/notes.ts"
import { pinTopic } from "#lib/forum/pinning.ts"
import {
  type MemberEffect,
  previewOfSanctions,
  sanctionEffect,
  sanctionMany,
} from "#lib/forum/sanctioning.ts"
import { actOnMany, previewOf, SelectInput } from "#lib/forum/selecting.ts"
import { lift, recordOf, SanctionInput, sanction } from "#lib/forum/standing.ts"
import { sweep } from "#lib/forum/sweeping.ts"
import { settle } from "#lib/forum/timing.ts"
import { sweepMembers } from "#lib/sagas/sweep-members.ts"
import { loadMergePreview, loadSplitPreview } from "#lib/views/moving.ts"
import type { Purpose } from "./meter.ts"
import type { World } from "./world.ts"

const AT = "2026-01-01T00:00:00.000Z"
const WORDS = "Advertising again, after two warnings. ".repeat(3)

const taken = (): Error => new Error("somebody else has it")

/** More notes about one member than a page holds. */
export function actItems({ id: member }: Person): Record<string, unknown>[] {
  return Array.from({ length: NOTES_PER_PAGE + 5 }, (_, i) =>
    Notes.encode({ id: mintId(i + 1, `note ${i}`), member, by: mintId(7, "staff"), at: AT, text: WORDS }),
  )
}

/** More topics than are looked at at once close at a time that has come. */
export function timerItems(topics: { id: string }[]): Record<string, unknown>[] {
  return topics.slice(0, 30).map(({ id }) => Timers.encode({ topic: id, kind: "pin-home", at: AT }))
}

export const ACT_READS: Record<string, (world: World) => Promise<unknown>> = {
  "AP-270": () => dueTimers(new Date().toISOString(), 25),
  "AP-271": () => getHomePins(),
  "AP-272": () => removedTopics("harbour"),
  "AP-241": (world) => howMuchOf(world.members[0]!.id, 100),
  "AP-240": (world) => notesOn(world.members[0]!.id),
}

type Measure = (numbers: Partial<Record<Purpose, string>>, work: () => Promise<unknown>) => Promise<unknown>

/** Each builds on the one before. */
export async function measureActWrites(world: World, staff: Member, write: Measure): Promise<void> {
  const { members } = world
  await measureTimers(world, staff, write)
  await measureMany(world, staff, write)
  const [one, other] = world.topics.slice(5)
  const merge = { topic: one!.id, other: other!.id }
  await write({ own: "W-273" }, () => loadMergePreview(staff, merge))
  const split = {
    post: world.posts[35]!.id,
    title: "Birds in winter",
    category: "deck",
    which: "following",
  } as const
  await write({ own: "W-273b" }, () => loadSplitPreview(staff, split))
  const member = members[3]!.id
  const turn = async () => (await recordOf(staff, member)).before?.turn ?? 0
  const input = { member, sanction: "silenced", words: WORDS } as const
  const silence = SanctionInput.parse({ ...input, turn: await turn() })
  await write({ own: "W-240" }, () => sanction(staff, silence))
  const ending = { ...input, turn: await turn() }
  await write({ own: "W-240b" }, () => lift(staff, ending))
  await write({ own: "W-241" }, () => writeNote(staff, { member, form: randomUUID(), text: WORDS }))
  const note = (await notesOn(member)).items[0]!.id
  await write({ own: "W-241b" }, () => takeNoteAway(staff, { member, note }))
  await measureSanctions(world, staff, write)
  let id = ""
  const all = { form: randomUUID(), names: [members[0]!.name], words: WORDS }
  await write({ own: "W-242" }, async () => {
    id = (await sweep(staff, all)).id
  })
  const lease = { owner: "bench", until: new Date(Date.now() + HOUR).toISOString() }
  const saga = (await getSaga(id))!
  await commit([takeSaga(saga, lease, taken)])
  const posts = sweepMembers.steps.find(({ name }) => name === "posts")!
  const taking = { ...saga, lease, version: saga.version + 1 }
  await write({ own: "W-242b" }, async () => {
    const { writes } = await posts.turn(taking, undefined)
    await commit([...writes, advanceSaga(taking, lease.owner, taken)])
  })
}

async function measureSanctions({ members }: World, staff: Member, write: Measure): Promise<void> {
  const names = members.slice(4, 14).map(({ name }) => name)
  const how = { sanction: "silenced", length: "7", day: "" } as const
  let effects: MemberEffect[] = []
  await write({ own: "W-330" }, async () => {
    effects = await previewOfSanctions(staff, { names, ...how })
  })
  const meant = effects.map(({ id, turn }) => ({ id, turn }))
  const [items, turns] = [meant.map((one) => one.id), meant.map((one) => one.turn)]
  let id = ""
  await write({ own: "W-330b" }, async () => {
    id = (await sanctionMany(staff, { form: randomUUID(), items, turns, ...how, words: WORDS })).id
  })
  const lease = { owner: "bench", until: new Date(Date.now() + HOUR).toISOString() }
  const saga = (await getSaga(id))!
  await commit([takeSaga(saga, lease, taken)])
  const taking = { ...saga, lease, version: saga.version + 1 }
  const order = { sanction: "silenced", until: lease.until, words: WORDS } as const
  await write({ own: "W-330c" }, async () => {
    // Who began it is asked for as well; here nobody's role is in the table.
    await getUser(staff.id, { consistent: true })
    const effect = await sanctionEffect(staff, order, meant[0]!, id)
    if ("left" in effect) throw new Error(effect.left)
    const data = { did: [effect.was], left: [] }
    await commit([...effect.writes, advanceSaga({ ...taking, data }, lease.owner, taken)])
  })
}

async function measureTimers({ topics }: World, staff: Member, write: Measure): Promise<void> {
  const topic = topics[1]!.id
  const [at, later] = [DAY, 2 * DAY].map((time) => new Date(Date.now() + time).toISOString())
  await write({ own: "W-270" }, () => lockTopic(staff, { topic, locked: true, at, words: WORDS }))
  const timer = { topic, kind: "lock", at: at! } as const
  await write({ own: "W-270b" }, () => settle(timer))
  const pin = { topic, pinned: true, until: later, words: WORDS }
  await write({ own: "W-271" }, () => pinTopic(staff, pin))
  await write({ own: "W-271b" }, () => pinTopic(staff, { ...pin, where: "home" }))
}

async function measureMany({ topics }: World, staff: Member, write: Measure): Promise<void> {
  const items = topics
    .filter(({ author }) => author.id !== staff.id)
    .slice(2, 32)
    .map(({ id }) => id)
  const input = SelectInput.parse({ form: randomUUID(), of: "topics", act: "lock", items, words: WORDS })
  await write({ own: "W-272" }, () => previewOf(staff, input))
  let id = ""
  await write({ own: "W-272b" }, async () => {
    id = (await actOnMany(staff, input)).id
  })
  const lease = { owner: "bench", until: new Date(Date.now() + HOUR).toISOString() }
  const saga = (await getSaga(id))!
  await commit([takeSaga(saga, lease, taken)])
  const taking = { ...saga, lease, version: saga.version + 1 }
  await write({ own: "W-272c" }, async () => {
    // Who began it is asked for as well; here nobody's role is in the table.
    await getUser(staff.id, { consistent: true })
    const effect = await effectOn(staff, input, items[0]!, id)
    if ("left" in effect) throw new Error(effect.left)
    const data = { did: [effect.was], left: [] }
    await commit([...effect.writes, advanceSaga({ ...taking, data }, lease.owner, taken)])
  })
}
