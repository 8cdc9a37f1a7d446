/** From what is written to the mail, through everything that follows from the stream. */
import { describe, expect, test } from "vitest"
import { DAY, HOUR, MINUTE, now } from "#lib/base/clock.ts"
import type { Member } from "#lib/forum/actor.ts"
import { reply } from "#lib/forum/posts.ts"
import { readUpTo } from "#lib/forum/reading.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { intercept } from "#lib/testing/faults.ts"
import { at, mailRoom } from "#lib/testing/mail.ts"
import { aCategory, aForm, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { headersOf, partOf } from "#lib/testing/smtp.ts"
import { freshTable } from "#lib/testing/table.ts"
import { sendMail } from "./sending.ts"

freshTable()
const room = mailRoom()

const mailsTo = ({ name }: Member) =>
  room
    .to(`${name.toLowerCase()}@example.org`)
    .filter((one) => !headersOf(one).subject!.startsWith("Welcome"))
    .map((one) => partOf(one, "text/plain").split(/\r?\n/)[0])
const later = async (): Promise<void> => {
  await settle()
  await at(now() + 2 * MINUTE, sendMail)
}

test("an answer, a mention and a topic that one began are told by mail, each post once", async () => {
  const [ann, bob, eve] = [await someone(), await someone(), await someone()]
  await settle()
  const { topic } = await aTopic(ann, await aCategory(), { title: "Boats" })
  const { post } = await aReply(bob, topic, "South.")
  await later()
  expect(mailsTo(ann)).toEqual([`${bob.name} writes in your topic “Boats”:`])
  await reply(ann, { form: aForm(), topic, body: `Really? Ask @${eve.name}.`, replyTo: post })
  await later()
  expect(mailsTo(bob)).toEqual([`${ann.name} answers your post in “Boats”:`])
  expect(mailsTo(eve)).toEqual([`${ann.name} mentions you in “Boats”:`])
  await later()
  expect(mailsTo(ann)).toHaveLength(1)
})

test("nothing comes of what was removed or read before the mail went out", async () => {
  const [ann, bob] = [await someone(), await someone()]
  const { topic } = await aTopic(ann, await aCategory(), { title: "Ropes" })
  const { post: removed } = await aReply(bob, topic)
  const { post: read } = await aReply(bob, topic)
  await settle()
  await removePost(bob, { post: removed })
  await readUpTo(ann, { post: read })
  await later()
  expect(mailsTo(ann)).toEqual([])
})

describe("a reply that is hidden when its mail is due", () => {
  async function aReplyToAnn() {
    const [ann, bob] = [await someone(), await someone()]
    const { topic } = await aTopic(ann, await aCategory(), { title: "Knots" })
    const { post } = await aReply(bob, topic)
    return { ann, bob, post }
  }

  test("is mailed once it is shown again, and once only", async () => {
    const { ann, bob, post } = await aReplyToAnn()
    await settle()
    await removePost(bob, { post })
    await later()
    expect(mailsTo(ann)).toEqual([])
    for (let n = 0; n < 2; n++) {
      await restorePost(bob, { post })
      await later()
      expect(mailsTo(ann)).toEqual([`${bob.name} writes in your topic “Knots”:`])
      await removePost(bob, { post })
      await settle()
    }
  })

  test("also when it was shown again before anything followed from its hiding", async () => {
    const { ann, bob, post } = await aReplyToAnn()
    await settle()
    await removePost(bob, { post })
    await at(now() + 2 * MINUTE, sendMail)
    expect(mailsTo(ann)).toEqual([])
    await restorePost(bob, { post })
    await settle()
    await at(now() + 6 * MINUTE, sendMail)
    expect(mailsTo(ann)).toHaveLength(1)
  })

  test("also when it is shown again while its mail is written", async () => {
    const { ann, bob, post } = await aReplyToAnn()
    await settle()
    await removePost(bob, { post })
    await settle()
    let held = 0
    const stop = intercept(async (sent, goOn) => {
      if (JSON.stringify(sent.input).includes("it was withdrawn") && held++ === 0) {
        await restorePost(bob, { post })
        await settle()
      }
      return goOn()
    })
    await at(now() + 2 * MINUTE, sendMail)
    stop()
    expect(held).toBeGreaterThan(0)
    expect(mailsTo(ann)).toEqual([])
    await at(now() + 6 * MINUTE, sendMail)
    expect(mailsTo(ann)).toHaveLength(1)
  })

  test("is not waited for any longer than for other mail", async () => {
    const { ann, bob, post } = await aReplyToAnn()
    await settle()
    await removePost(bob, { post })
    for (let hours = 1; hours <= 8 * 24; hours += 12) await at(now() + hours * HOUR, sendMail)
    await restorePost(bob, { post })
    await at(now() + 9 * DAY, sendMail)
    expect(mailsTo(ann)).toEqual([])
  })
})
