/** What staff do, when the network does not, or dies in between. */
import { describe, expect, test } from "vitest"
import { getPost } from "#lib/db/patterns/posts.ts"
import { listen, losing, transacts, withoutWaiting } from "#lib/testing/faults.ts"
import { aCategory, aForm, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { appeal } from "./appealing.ts"
import { caseIdOf, currentCase, pastOf } from "./cases.ts"
import { type Decision, decide } from "./deciding.ts"
import { removePost, restorePost } from "./removal.ts"
import { report } from "./reporting.ts"
import { writeToStaff } from "./staff-messages.ts"

freshTable()

async function scene() {
  const [ann, author, mod] = [await someone(), await someone(), await staff()]
  const { topic } = await aTopic(ann, await aCategory())
  const { post } = await aReply(author, topic)
  const id = caseIdOf({ kind: "post", id: post })
  const say = () => report(ann, { kind: "post", id: post, reason: "spam", words: undefined })
  const act = async (decision: Decision) =>
    decide(mod, { case: id, turn: (await currentCase(id))!.turn, decision, words: "Advertising" })
  return { author, mod, topic, post, id, say, act }
}

describe("an act and its event", () => {
  test("go in one request: whoever dies, neither is there without the other", async () => {
    const { author, mod, post, id, say, act } = await scene()
    const sent = listen()
    const writes = () =>
      sent.splice(0).filter(({ command }) => /^(TransactWrite|Put|Update|Delete|BatchWrite)/.test(command))
    const acts: (() => Promise<unknown>)[] = [
      say,
      () => act("claim"),
      () => act("hide"),
      () => appeal(author, { case: id, words: "A joke" }),
      () => act("restore"),
      () => removePost(mod, { post, why: "Advertising" }),
      () => restorePost(mod, { post }),
      () => writeToStaff(author, { form: aForm(), body: "The jetty is loose" }),
    ]
    for (const one of acts) {
      sent.splice(0)
      await one()
      const made = writes()
      expect(made).toHaveLength(1)
      expect(JSON.stringify(made[0]!.input)).toContain("EVENT#")
    }
    expect((await pastOf(id)).map(({ type }) => type)).toEqual([
      ...["reported", "claimed", "hidden", "appealed", "restored", "hidden", "restored"],
    ])
  })

  test("are there once when the answer is lost", async () => {
    withoutWaiting()
    const { topic, post, id, say, act } = await scene()
    const lost = losing(transacts("CASE#"), 2)
    await say()
    await act("hide")
    expect(lost.count).toBe(2)
    expect((await pastOf(id)).map(({ type }) => type)).toEqual(["reported", "hidden"])
    expect((await getPost(topic, post))?.removed).toMatchObject({ why: "Advertising" })
  })
})
