/**
 * Every act of staff is in the log, also when the process dies between any two of its steps: one test for each event there
 * is, made from a list of what leads to it (lib/testing/acts). A new event without an act there fails.
 */
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest"
import { AdminAct, CASE_EVENT_TYPES, type CaseEvent } from "#lib/db/items/case-events.ts"
import { OF_ADMINISTRATORS } from "#lib/testing/acts/of-administrators.ts"
import { ON_CASES } from "#lib/testing/acts/on-cases.ts"
import { ON_TOPICS } from "#lib/testing/acts/on-topics.ts"
import { type Acts, aScene, words } from "#lib/testing/acts/scene.ts"
import { expectConsistent } from "#lib/testing/consistent.ts"
import { intercept, type Sent, type Wire, withoutWaiting } from "#lib/testing/faults.ts"
import { withoutLimits } from "#lib/testing/limits.ts"
import { dying, finishAll, presentTime } from "#lib/testing/sagas.ts"
import { freshTable } from "#lib/testing/table.ts"
import { pastOf } from "./cases.ts"
import { removePost } from "./removal.ts"
import { changeSettings } from "./settings.ts"

freshTable()
withoutLimits()
beforeAll(() => changeSettings({ kind: "operator" }, { values: { "first-posts-held": 1 } }))
beforeEach(withoutWaiting)
// Time only goes on: ids that were made later would come before.
afterAll(presentTime)
// The folds of all these events are what is kept, too.
afterAll(expectConsistent, 60_000)

/** What leads to each event: what comes before it, and the act itself. */
const ACTS: Acts = { ...ON_CASES, ...ON_TOPICS, ...OF_ADMINISTRATORS }

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
