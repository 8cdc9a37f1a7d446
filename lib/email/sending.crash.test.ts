/** A worker that dies at any request loses no mail, and sends none twice but the one whose taking it had not noted yet. */
import { expect, test, vi } from "vitest"
import { now, sleep } from "#lib/base/clock.ts"
import { getMail } from "#lib/db/patterns/mails.ts"
import { intercept } from "#lib/testing/faults.ts"
import { aNotification, at, mailRoom } from "#lib/testing/mail.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { headersOf } from "#lib/testing/smtp.ts"
import { freshTable } from "#lib/testing/table.ts"
import { enqueue, LEASE, newMail, noticeMail } from "./outbox.ts"
import { sendMail } from "./sending.ts"

freshTable()
const room = mailRoom()
const MAILS = 2

test("whichever request a worker dies at, every mail arrives", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {})
  const { topic } = await aTopic(await someone(), await aCategory(), { title: "Boats" })
  let atAll = Number.POSITIVE_INFINITY
  let twice = 0
  for (let last = 0; last < atAll; last++) {
    const ann = await someone()
    const mails = await Promise.all(
      Array.from({ length: MAILS }, async () => {
        const bob = await someone()
        const { post } = await aReply(bob, topic)
        const { id } = await aNotification(ann.id, { topic, post }, bob)
        const mail = newMail(ann.id, `notification ${id}`, now(), { kind: "notification", notification: id })
        await enqueue(mail)
        return { mail, messageId: `<post-${post.toLowerCase()}@forum.example.org>` }
      }),
    )
    let requests = 0
    const stop = intercept(async (_sent, goOn) => {
      // Half of them arrive before the process is gone, half do not.
      if (requests++ === last && last % 2 === 0) await goOn()
      if (requests > last) throw new Error("Killed.")
      return goOn()
    })
    await sendMail().catch(() => {})
    // What it had under way comes to its end, one way or the other, before it is gone.
    await sleep(50)
    stop()
    if (requests <= last) atAll = last
    await at(now() + LEASE + 60_000, sendMail)
    for (const { mail, messageId } of mails) {
      const arrived = room.server().taken.filter((one) => headersOf(one)["message-id"] === messageId)
      expect(arrived.length, `killed at request ${last}`).toBeGreaterThanOrEqual(1)
      expect(arrived.length, `killed at request ${last}`).toBeLessThanOrEqual(2)
      twice += arrived.length - 1
      expect((await getMail(ann.id, mail.id))?.state).toBe("sent")
    }
  }
  expect(atAll).toBeGreaterThan(3 * MAILS)
  // Only those that were taken when it died; each such death may cost as many as are under way at once.
  expect(twice).toBeLessThan((atAll * MAILS) / 2)
  vi.restoreAllMocks()
}, 60_000)

test("a worker that dies after the server's yes and before its note sends the mail twice, by one Message-ID", async () => {
  vi.spyOn(console, "error").mockImplementation(() => {})
  const [ann, bob] = [await someone(), await someone()]
  const { topic } = await aTopic(ann, await aCategory(), { title: "Boats" })
  const { post } = await aReply(bob, topic)
  const { id } = await aNotification(ann.id, { topic, post }, bob)
  const mail = noticeMail(ann.id, id)
  await enqueue(mail)
  const stop = intercept(async (sent, goOn) => {
    if (JSON.stringify(sent.input).includes('{"S":"sent"}')) throw new Error("Killed.")
    return goOn()
  })
  await sendMail().catch(() => {})
  await sleep(50)
  stop()
  const arrived = () => room.to(`${ann.name.toLowerCase()}@example.org`).map((one) => headersOf(one))
  expect(arrived()).toHaveLength(1)
  expect((await getMail(ann.id, mail.id))?.state).toBe("waiting")
  // Nobody sends it before its time is over; then it comes again, and programs show it once.
  await sendMail()
  expect(arrived()).toHaveLength(1)
  for (let turn = 1; turn <= 2; turn++) await at(now() + turn * (LEASE + 60_000), sendMail)
  expect(arrived().map((one) => one["message-id"])).toEqual(
    Array(2).fill(`<post-${post.toLowerCase()}@forum.example.org>`),
  )
  expect((await getMail(ann.id, mail.id))?.state).toBe("sent")
  vi.restoreAllMocks()
})
