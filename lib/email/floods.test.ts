import { expect, test } from "vitest"
import { MINUTE } from "#lib/base/clock.ts"
import { RULES } from "#lib/limits/rules.ts"
import { aNotification, at, mailGoesOut, mailRoom } from "#lib/testing/mail.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { headersOf, partOf } from "#lib/testing/smtp.ts"
import { freshTable } from "#lib/testing/table.ts"
import { queueDigests } from "./digests.ts"
import { sendMail } from "./sending.ts"
import { settingsOf } from "./settings.ts"

freshTable()
const room = mailRoom()

test("what one author does too much of for mails comes in the digest, and others' mail still at once", async () => {
  const [ann, bob, eve] = [await someone(), await someone(), await someone()]
  const { topic } = await aTopic(ann, await aCategory(), { title: "A flood" })
  const [flood, over] = [await aReply(eve, topic), await aReply(bob, topic)]
  const mails = () => room.to(`${ann.name.toLowerCase()}@example.org`)
  await mailGoesOut()
  const before = mails().length
  const { times } = RULES["mail.notices.author"]
  for (let n = 0; n < times; n++) await aNotification(ann.id, flood, eve)
  await mailGoesOut()
  expect(mails()).toHaveLength(before + times)
  await aNotification(ann.id, over, eve)
  await mailGoesOut()
  expect(mails()).toHaveLength(before + times)
  await aNotification(ann.id, over, bob)
  await mailGoesOut()
  expect(mails()).toHaveLength(before + times + 1)

  const due = Date.parse((await settingsOf(ann.id)).nextDigestAt) + 1000
  await at(due, queueDigests)
  await at(due + MINUTE, sendMail)
  const digest = mails().find((one) => headersOf(one).subject!.includes("What was new"))
  const text = partOf(digest!, "text/plain")
  expect(text).toContain(`${eve.name} answers your post in “A flood”`)
  // What came by mail is not told again.
  expect(text.match(/answers your post/g)).toHaveLength(1)
})
