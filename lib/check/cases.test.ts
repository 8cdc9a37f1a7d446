import { expect, test } from "vitest"
import { commit } from "#lib/db/commit.ts"
import { caseEventKey, caseKey } from "#lib/db/keys/cases.ts"
import { appeal } from "#lib/forum/appealing.ts"
import { caseIdOf } from "#lib/forum/cases.ts"
import { removePost } from "#lib/forum/removal.ts"
import { report } from "#lib/forum/reporting.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { check } from "./check.ts"

freshTable()

const wrong = async (): Promise<string[]> =>
  (await check({ waits: [0] })).findings.map((one) => `${one.entityType}: ${one.wrong.join("; ")}`)

test("every case is what its events say, and no event is missing", async () => {
  const [ann, ben, mod] = [await someone(), await someone(), await staff()]
  const { topic } = await aTopic(ann, await aCategory())
  const { post } = await aReply(ben, topic)
  const id = caseIdOf({ kind: "post", id: post })
  await report(ann, { kind: "post", id: post, reason: "spam", words: undefined })
  await removePost(mod, { post, why: "Advertising" })
  await appeal(ben, { case: id, words: "No" })
  await settle()
  expect(await wrong()).toEqual([])

  const set = (state: string) =>
    commit([
      {
        kind: "update",
        key: caseKey(id),
        update: "SET #state = :state",
        names: { "#state": "state" },
        values: { ":state": state },
      },
    ])
  await set("closed")
  expect(await wrong()).toEqual([
    expect.stringMatching(/^Case: .*its 3 events say something else.*GSI3PK is CASE#OPEN, not absent/),
  ])
  await set("open")
  await commit([{ kind: "delete", key: caseEventKey(id, 2) }])
  expect((await wrong()).sort()).toEqual([
    "Case: what happened to it has gaps",
    "CaseEvent: the event before it is not there",
    "DayFact: no event of a case adds that",
  ])
  await commit([{ kind: "delete", key: caseKey(id) }])
  expect(await wrong()).toContain("CaseEvent: its case is not in the queue's list")
})
