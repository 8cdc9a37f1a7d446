/** The workers' Lambdas, as they are bundled: called with what Amazon's stream and schedule send. */
import { afterAll, beforeAll, expect, test } from "vitest"
import { topicTag } from "#lib/base/cache-tags.ts"
import { DAY, HOUR, now } from "#lib/base/clock.ts"
import { getSaga } from "#lib/db/patterns/sagas.ts"
import { findStaleTags } from "#lib/db/patterns/stale-tags.ts"
import { findCheckpoint } from "#lib/db/patterns/stream.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { getUpload } from "#lib/db/patterns/uploads.ts"
import { changeSettings, settingsOf } from "#lib/email/settings.ts"
import type { Member } from "#lib/forum/actor.ts"
import { lockTopic } from "#lib/forum/closing.ts"
import { renameMember } from "#lib/forum/renaming.ts"
import type { Instance } from "#lib/testing/lambda.ts"
import { anInstanceOf, asDeployed, copied } from "#lib/testing/made-for-aws.ts"
import { aNotification, at } from "#lib/testing/mail.ts"
import { aCategory, aReply, aTopic, someone, staff } from "#lib/testing/people.ts"
import { type PretendedS3, pretendedS3 } from "#lib/testing/s3.ts"
import { type PretendedSes, pretendedSes } from "#lib/testing/ses.ts"
import { snsEvent } from "#lib/testing/sns-events.ts"
import { recorded } from "#lib/testing/sst.ts"
import { filteredEvent, streamEvent, textIn } from "#lib/testing/stream-events.ts"
import { freshTable } from "#lib/testing/table.ts"
import { aPicture, freshStore } from "#lib/testing/uploads.ts"
import { DUTIES } from "#lib/workers/duties.ts"
import { deploy } from "../../infra/forum.ts"

freshTable()
const store = freshStore()
const functions = {
  stream: copied("stream"),
  saga: copied("saga"),
  schedule: copied("schedule"),
  feedback: copied("feedback"),
}
let [s3, ses] = [] as unknown as [PretendedS3, PretendedSes]
let [stream, saga, schedule, feedback] = [] as unknown as [Instance, Instance, Instance, Instance]

beforeAll(async () => {
  asDeployed()
  ;[s3, ses] = [await pretendedS3(), await pretendedSes()]
  const more = {
    ...{ AWS_ENDPOINT_URL_S3: s3.url, UPLOADS_BUCKET: "uploads" },
    ...{ AWS_ENDPOINT_URL_SESV2: ses.url, SES_CONFIGURATION_SET: "stoa-set" },
    MAIL_FROM: "Stoa <forum@example.org>",
  }
  const start = ({ folder }: { folder: string }) => anInstanceOf(folder, undefined, more)
  ;[stream, saga, schedule, feedback] = await Promise.all([
    start(functions.stream),
    start(functions.saga),
    start(functions.schedule),
    start(functions.feedback),
  ])
})
afterAll(async () => {
  await Promise.all([stream?.stop(), saga?.stop(), schedule?.stop(), feedback?.stop()])
  for (const { remove } of Object.values(functions)) remove()
  s3?.close()
  ses?.close()
})

test("the stream's: counts what was written, and makes its pages stale in the table", async () => {
  const category = await aCategory()
  const { topic } = await aTopic(await someone(), category)
  const before = now()
  await aReply(await someone(), topic)
  const { value } = await stream.invoke(await streamEvent())
  expect(value).toEqual({ batchItemFailures: [], state: {} })
  expect((await findTopic(topic, { consistent: true }))?.postCount).toBe(2)
  const [stale] = await findStaleTags([topicTag(topic)])
  expect(stale?.at).toBeGreaterThanOrEqual(before)
  expect((await findCheckpoint())?.worker.host).toBe("AWS Lambda")
  // The call that closes a window has no records.
  const closing = { ...(await streamEvent()), Records: [], state: {}, isFinalInvokeForWindow: true }
  expect((await stream.invoke(closing)).value).toEqual({ batchItemFailures: [], state: {} })
  // At least once: a batch that comes again changes nothing.
  expect((await stream.invoke(await streamEvent())).value).toEqual({ batchItemFailures: [], state: {} })
  expect((await findTopic(topic, { consistent: true }))?.postCount).toBe(2)
})

test("the stream's: asks for what it had no time for, by its number", async () => {
  await aTopic(await someone(), await aCategory())
  const event = await streamEvent()
  const { value } = await stream.invoke(event, 1)
  const [first] = (value as { batchItemFailures: { itemIdentifier: string }[] }).batchItemFailures
  const numbers = event.Records.map(({ dynamodb }) => dynamodb?.SequenceNumber)
  expect(numbers).toContain(first?.itemIdentifier)
  expect((await stream.invoke(event)).value).toEqual({ batchItemFailures: [], state: {} })
})

test("the stream's: fails where it is not told which shard it reads", async () => {
  const { Records } = await streamEvent()
  await expect(stream.invoke({ Records })).rejects.toThrow("TumblingWindowInSeconds")
})

/** What was due while nobody was there: each of it what a schedule is for. */
async function whatIsDue() {
  const [ann, bob, mod] = [await someone(), await someone(), await staff()]
  const category = await aCategory()
  const [picture, own] = await at(now() - 60 * DAY, async () => {
    const made = await aPicture(ann)
    return [made, await aTopic(ann, category)] as const
  })
  const { topic } = await at(now() - 2 * HOUR, async () => {
    const ends = new Date(now() + HOUR).toISOString()
    const made = await aTopic(bob, category, { title: "It ends by itself" })
    await lockTopic(mod, { topic: made.topic, locked: true, at: ends })
    return made
  })
  await aNotification(bob.id, own, ann, { kind: "followed" })
  await at(now() - 9 * DAY, () => changeSettings(bob.id, () => ({ digest: "weekly" })))
  return { ann, bob, picture, topic }
}

test("the schedule's: does every duty, called as SST has it called each minute", async () => {
  const { ann, bob, picture, topic } = await whatIsDue()
  for (const name of store.current().names())
    s3.objects.set(name, Buffer.from((await store.current().get(name))!))
  expect(s3.objects.size).toBeGreaterThan(0)
  // What the others write is told on by the stream's.
  await stream.invoke(await streamEvent())
  // SST hands over what it was given for it, and we give nothing (cron-v2.ts: `args.event || {}`).
  const { done } = (await schedule.invoke({})).value as { done: string[] }
  expect(done.sort()).toEqual(DUTIES.map(({ name }) => name).sort())
  expect((await findTopic(topic, { consistent: true }))?.locked).toBe(true)
  expect(await getUpload(picture, { consistent: true })).toBeUndefined()
  expect((await settingsOf(bob.id)).nextDigestAt > new Date(now()).toISOString()).toBe(true)
  // What a digest says is written when it is sent: by the next call.
  await schedule.invoke({})
  const mailsTo = ({ name }: Member): string[] =>
    ses.sent
      .filter(({ body }) => body.Destination?.ToAddresses?.[0] === `${name.toLowerCase()}@example.org`)
      .map(({ raw }) => raw)
  expect(mailsTo(ann).join("\n")).toMatch(/^Subject: Welcome to Stoa\r$/m)
  expect(mailsTo(bob).join("\n")).toMatch(/^Subject: \[Stoa\] What was new this week\r$/m)
  for (const { body, authorization } of ses.sent) {
    expect(body.ConfigurationSetName).toBe("stoa-set")
    expect(authorization).toContain("Credential=of-the-function/")
  }
  // The file of a picture goes by the change that its item went.
  await stream.invoke(await streamEvent())
  expect([...s3.objects.keys()]).toEqual([])
}, 60_000)

test("the sagas': is woken by the record of a new one, and takes its first turn", async () => {
  const member = await someone()
  const { id } = (await renameMember(member, { name: `n${member.name}` }))!
  const before = (await getSaga(id))!
  const [, { filters }] = recorded("production", () =>
    deploy("production", { MAIL_FROM: "forum@example.org", STOA_ALARMS: "you@example.org" }),
  ).recorder.one("Table.subscribe", "Sagas").args
  const event = await filteredEvent(filters[0])
  expect(event.Records.map((record) => textIn(record, "id"))).toContain(id)
  expect(event.Records.length).toBeLessThan((await streamEvent()).Records.length)
  const { turns } = (await saga.invoke(event)).value as { turns: number }
  expect(turns).toBeGreaterThan(0)
  expect((await getSaga(id))!.version).toBeGreaterThan(before.version)
})

test("that of returned mail: stops it to an address that does not exist, and to who complained, as SES says by SNS", async () => {
  const member = await someone()
  const emailAddress = `${member.name.toLowerCase()}@example.org`
  const complaining = await someone()
  const bounce = { bounceType: "Permanent", bounceSubType: "General", bouncedRecipients: [{ emailAddress }] }
  const complaint = {
    complainedRecipients: [{ emailAddress: `${complaining.name.toLowerCase()}@example.org` }],
    complaintFeedbackType: "abuse",
    feedbackId: "0100-made-up",
  }
  const mail = { messageId: "made-up", source: "forum@example.org", destination: [emailAddress] }
  const { value } = await feedback.invoke(
    snsEvent({ eventType: "Bounce", bounce, mail }, { eventType: "Complaint", complaint, mail }),
  )
  expect(value).toEqual({ told: 2 })
  expect((await settingsOf(member.id)).stopped).toMatchObject({ why: "bounced", address: emailAddress })
  expect((await settingsOf(complaining.id)).stopped).toMatchObject({ why: "complained" })
})
