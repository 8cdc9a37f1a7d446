/**
 * Every act of staff is in the log, also when the process dies between any two of its steps: one test for each event there
 * is, made from a list of what leads to it. A new event without an act here fails.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { AdminAct, CASE_EVENT_TYPES, type CaseEvent } from "#lib/db/items/case-events.ts"
import type { Category } from "#lib/db/items/categories.ts"
import { TwoSteps } from "#lib/db/items/two-step.ts"
import { getLook } from "#lib/db/patterns/site.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { putAvatar } from "#lib/db/writes/uploads.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { intercept, type Sent, type Wire, withoutWaiting } from "#lib/testing/faults.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { dying, finishAll, presentTime } from "#lib/testing/sagas.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { describeOneself } from "./about.ts"
import type { Member } from "./actor.ts"
import { acceptAnswer } from "./answers.ts"
import { caseIdOf, currentCase, pastOf } from "./cases.ts"
import { changeCategory, createCategory } from "./categories.ts"
import { orderCategory } from "./category-order.ts"
import { mergeCategory, removeCategory, restoreCategory } from "./category-removal.ts"
import { clearFromProfile, markOf } from "./clearing.ts"
import { lockTopic } from "./closing.ts"
import { type Decision, decide } from "./deciding.ts"
import { editPost } from "./editing.ts"
import { allTexts, setForumText } from "./forum-texts.ts"
import { Waits } from "./holding.ts"
import { invite, withdraw } from "./invitations.ts"
import { nameForum } from "./looks.ts"
import { signOutMember, takeTwoStepOff } from "./member-keeping.ts"
import { mergeMembers } from "./member-merging.ts"
import { mergeTopics, splitTopic, undoMove } from "./merging.ts"
import { pinTopic } from "./pinning.ts"
import { removePost } from "./removal.ts"
import { report } from "./reporting.ts"
import { retitleTopic } from "./retitling.ts"
import { setRole } from "./roles.ts"
import { setSettings } from "./setting-changes.ts"
import { changeSettings, freshSettings } from "./settings.ts"
import { writeToStaff } from "./staff-messages.ts"
import { lift, SanctionInput, sanction } from "./standing.ts"
import { SweepInput, sweep, unsweep } from "./sweeping.ts"
import { describeTag, mergeTag, removeTag } from "./tag-keeping.ts"
import { moveTopic } from "./topics.ts"
import { setTrust } from "./trusting.ts"
import { endWarden, nameWarden } from "./wards.ts"
import { changeWatchedWords } from "./watched-words.ts"

freshTable()
withoutLimits()
beforeAll(() => changeSettings({ kind: "operator" }, { values: { "first-posts-held": 1 } }))
beforeEach(withoutWaiting)
// Time only goes on: ids that were made later would come before.
afterAll(presentTime)
// The folds of all these events are what is kept, too.
afterAll(expectConsistent, 60_000)

const words = "Because."
const FUTURE = "2999-01-01T00:00:00.000Z"
type Act = () => Promise<unknown>
type Scene = Awaited<ReturnType<typeof aScene>>

/** A question of Ann's with a reply, and who may act on it. */
async function aScene() {
  const [ann, bob, mod, admin] = [await someone(), await someone(), await staff(), await staff("admin")]
  const category = await aCategory({ kind: "question" })
  const { topic, post } = await aTopic(ann, category, { tags: ["tar"] })
  const { post: reply } = await aReply(bob, topic)
  return { ann, bob, mod, admin, category, topic, post, reply }
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

async function otherTopic({ bob, category }: Scene): Promise<string> {
  return (await aTopic(bob, category, { title: "Tar, once more" })).topic
}

const splitting = ({ mod, reply, category }: Scene) =>
  splitTopic(mod, { post: reply, title: "Apart", category: category.id, which: "alone", words })

const retitling = async (
  { mod, topic }: Scene,
  change: { title?: string; tags?: string[] },
): Promise<Act> => {
  const row = (await findTopic(topic, { consistent: true }))!
  return () =>
    retitleTopic(mod, { topic, version: row.version, title: row.title, tags: row.tags, words, ...change })
}

/** What leads to each event: what comes before it, and the act itself. */
const ACTS: Record<string, (scene: Scene) => Promise<Act>> = {
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
  accepted:
    async ({ mod, reply }) =>
    () =>
      acceptAnswer(mod, { post: reply, accepted: true }),
  unaccepted: async ({ mod, reply }) => {
    await acceptAnswer(mod, { post: reply, accepted: true })
    return () => acceptAnswer(mod, { post: reply, accepted: false })
  },
  edited:
    async ({ mod, reply }) =>
    () =>
      editPost(mod, { post: reply, version: 1, body: "South." }),
  locked:
    async ({ mod, topic }) =>
    () =>
      lockTopic(mod, { topic, locked: true, words }),
  unlocked: async ({ mod, topic }) => {
    await lockTopic(mod, { topic, locked: true })
    return () => lockTopic(mod, { topic, locked: false, words })
  },
  pinned:
    async ({ mod, topic }) =>
    () =>
      pinTopic(mod, { topic, pinned: true, words }),
  unpinned: async ({ mod, topic }) => {
    await pinTopic(mod, { topic, pinned: true })
    return () => pinTopic(mod, { topic, pinned: false, words })
  },
  "pinned-home":
    async ({ mod, topic }) =>
    () =>
      pinTopic(mod, { topic, pinned: true, where: "home", words }),
  "unpinned-home": async ({ mod, topic }) => {
    await pinTopic(mod, { topic, pinned: true, where: "home" })
    return () => pinTopic(mod, { topic, pinned: false, where: "home", words })
  },
  "timed-lock":
    async ({ mod, topic }) =>
    () =>
      lockTopic(mod, { topic, locked: true, at: FUTURE, words }),
  "timed-unlock": async ({ mod, topic }) => {
    await lockTopic(mod, { topic, locked: true })
    return () => lockTopic(mod, { topic, locked: false, at: FUTURE, words })
  },
  untimed: async ({ mod, topic }) => {
    await lockTopic(mod, { topic, locked: true, at: FUTURE })
    return () => lockTopic(mod, { topic, locked: false, words })
  },
  moved: async ({ mod, topic }) => {
    const { id } = await aCategory()
    return () => moveTopic(mod, { topic, category: id, words })
  },
  retitled: (scene) => retitling(scene, { title: "Another title" }),
  retagged: (scene) => retitling(scene, { tags: ["pitch"] }),
  merged: async (scene) => {
    const other = await otherTopic(scene)
    return () => mergeTopics(scene.mod, { topic: scene.topic, other, words })
  },
  unmerged: async (scene) => {
    const { id } = await mergeTopics(scene.mod, { topic: scene.topic, other: await otherTopic(scene) })
    await finishAll()
    return () => undoMove(scene.mod, { saga: id })
  },
  split: async (scene) => () => splitting(scene),
  unsplit: async (scene) => {
    const { id } = await splitting(scene)
    await finishAll()
    return () => undoMove(scene.mod, { saga: id })
  },
  trusted:
    async ({ mod, bob }) =>
    () =>
      setTrust(mod, { member: bob.id, level: "3", words }),
  "category-created":
    async ({ admin }) =>
    () =>
      createCategory(admin, { name: `New ${newId().slice(-8)}` }),
  "category-changed":
    async ({ admin, category }) =>
    () =>
      changeCategory(admin, category.id, { hue: 10 }),
  "category-moved": async ({ admin }) => {
    const parent = (await aCategory()).id
    await aCategory({ parent })
    const { id } = await aCategory({ parent, position: 200 })
    return () => orderCategory(admin, { category: id, to: "up" })
  },
  "category-removed":
    async ({ admin, category: { id, version } }) =>
    () =>
      removeCategory(admin, { category: id, version, words }),
  "category-restored": async ({ admin, category: { id, version } }) => {
    const removed = await removeCategory(admin, { category: id, version, words })
    return () => restoreCategory(admin, { category: id, version: removed.version + 1 })
  },
  "category-merged": async ({ admin, category: { id, version } }) => {
    const into = (await aCategory()).id
    return () => mergeCategory(admin, { category: id, version, into, words })
  },
  "member-merged": async ({ admin, ann, bob }) => {
    // What follows from what they wrote is there before their account ends.
    await settle()
    return () => mergeMembers(admin, { member: bob.id, into: ann.name, sure: "on" })
  },
  "member-role":
    async ({ admin, bob }) =>
    () =>
      setRole(admin, { member: bob.id, role: "moderator" }),
  "member-signed-out":
    async ({ admin, bob }) =>
    () =>
      signOutMember(admin, { member: bob.id }),
  "member-two-step-off": async ({ admin, bob }) => {
    const on = { user: bob.id, secret: "sealed", since: nowIso(), updatedAt: nowIso() }
    await commit([{ kind: "put", item: TwoSteps.encode(on) }])
    return () => takeTwoStepOff(admin, { member: bob.id })
  },
  "moderator-named":
    async ({ admin, bob, category }) =>
    () =>
      nameWarden(admin, { category: category.id, member: bob.name }),
  "moderator-ended": async ({ admin, bob, category }) => {
    await nameWarden(admin, { category: category.id, member: bob.name })
    return () => endWarden(admin, { category: category.id, member: bob.id })
  },
  "setting-changed": async ({ admin }) => {
    const { version, values } = await freshSettings()
    const level = String(values["new-edit-hours"] + 1)
    return () => setSettings(admin, { version, values: { "new-edit-hours": level } })
  },
  "setting-changed: watched words": async ({ admin }) => {
    let version = 0
    // Whoever asks for an older version is refused: this is the only test that watches for words.
    const watch = () =>
      changeWatchedWords(admin, { version, block: [newId()], hold: [], flag: [], censor: [] })
    for (; version < 20; version++)
      if (
        await watch().then(
          () => true,
          () => false,
        )
      )
        break
    version++
    return watch
  },
  "look-changed": async ({ admin }) => {
    const version = (await getLook())?.version ?? 0
    return () => nameForum(admin, { version, name: `Forum ${newId().slice(-8)}` })
  },
  "invitation-made":
    async ({ admin }) =>
    () =>
      invite(admin, { people: 1, days: 1, note: "" }),
  "invitation-ended": async ({ admin }) => {
    const { invitation } = await invite(admin, { people: 1, days: 1, note: "" })
    return () => withdraw(admin, { invitation: invitation.hash })
  },
  "tag-changed": async ({ admin, mod, category }) => {
    const [tag] = await tagsOf(mod, category)
    return () => describeTag(admin, { tag, version: 0, description: "What it is for." })
  },
  "tag-merged": async ({ admin, mod, category }) => {
    const [tag, into] = await tagsOf(mod, category)
    return () => mergeTag(admin, { tag, version: 0, into })
  },
  "tag-removed": async ({ admin, mod, category }) => {
    const [tag] = await tagsOf(mod, category)
    return () => removeTag(admin, { tag, version: 0 })
  },
  "text-changed": async ({ admin }) => {
    const version = (await allTexts()).get("rules")?.version ?? 0
    return () => setForumText(admin, { name: "rules", version, body: `Be kind. ${newId()}` })
  },
}

/** What members do, and what follows by itself from what they write. */
const BY_MEMBERS = [
  "reported",
  "wrote",
  "appealed",
  "applied",
  "held",
  "held-changed",
  "taken-back",
  "flagged",
]
/** Two tags that nobody had before. */
async function tagsOf(author: Member, category: Category): Promise<[string, string]> {
  const word = newId().slice(-8).toLowerCase()
  const tags: [string, string] = [`one-${word}`, `two-${word}`]
  await aTopic(author, category, { tags })
  return tags
}

const isWrite = ({ command }: Sent): boolean => /^(TransactWrite|Put|Update|Delete|BatchWrite)/.test(command)
/** What a limit counts stays counted: it is no part of the act. */
const isCount = ({ input }: Sent): boolean => JSON.stringify(input.Key ?? input).includes('"RATE#')

/** The event of that type that a request writes, as it goes over the wire. */
const eventIn = ({ command, input }: Sent, type: string): Wire =>
  command === "TransactWriteItems"
    ? input.TransactItems.map(({ Put }: Wire) => Put?.Item).find(
        (item: Wire) => item?.SK.S.startsWith("EVENT#") && [item.type?.S, item.act?.S].includes(type),
      )
    : undefined

class Died extends Error {}

/** Lets a process make so many writes, and then nothing more. @param heard whether the answer to the last one comes back */
function dyingAfter(writes: number, heard: boolean): { made: Sent[]; stop: () => void } {
  const made: Sent[] = []
  const stop = intercept(async (sent, goOn) => {
    const counts = isWrite(sent) && !isCount(sent)
    if (made.length >= writes && (counts || writes > 0)) throw new Died()
    const answer = await goOn()
    if (counts) made.push(sent)
    if (counts && made.length >= writes && !heard) throw new Died()
    return answer
  })
  return { made, stop }
}

const happened = async (id: string, version: number): Promise<CaseEvent[]> =>
  (await pastOf(id)).filter((event) => event.version >= version)

describe("every act of staff", () => {
  test("stands here", () => {
    const all = [...CASE_EVENT_TYPES.filter((type) => type !== "administered"), ...AdminAct.options]
    const known = [...Object.keys(ACTS).filter((name) => !name.includes(":")), ...BY_MEMBERS]
    expect(known.sort()).toEqual([...all].sort())
  })

  for (const [name, begin] of Object.entries(ACTS)) {
    const type = name.split(":")[0]!

    test(`${name}: with its first write, whoever dies where`, async () => {
      // Before its first write nothing has happened.
      const act = await begin(await aScene())
      const early = dyingAfter(0, true)
      await expect(act()).rejects.toThrow(Died)
      early.stop()

      // From then on it is told, once, whether the answer was heard or not.
      const cut = dyingAfter(1, false)
      await expect(act()).rejects.toThrow()
      cut.stop()
      expect(cut.made).toHaveLength(1)
      const event = eventIn(cut.made[0]!, type)
      expect(event, "the first write holds the event").toBeDefined()
      const { S: id } = event.case
      expect(await happened(id, Number(event.version.N))).toHaveLength(1)

      // What goes on after that is a saga's, and ends although its workers die after every turn.
      await finishAll(dying)
      const told = await happened(id, Number(event.version.N))
      expect(told.filter((one) => one.type === event.type.S)).toHaveLength(1)
    })
  }
})

test("what staff remove without a case is told as well", async () => {
  const { mod, reply } = await aScene()
  const { made, stop } = dyingAfter(1, true)
  await removePost(mod, { post: reply, why: words })
  stop()
  expect(made.map((sent) => eventIn(sent, "hidden")?.type.S)).toEqual(["hidden"])
})
