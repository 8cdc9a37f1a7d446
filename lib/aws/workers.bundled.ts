/** The workers' Lambdas, as they are bundled: called with what Amazon's stream and schedule send. */
import { afterAll, beforeAll, expect, test } from "vitest"
import { topicTag } from "#lib/base/cache-tags.ts"
import { DAY, now } from "#lib/base/clock.ts"
import { findStaleTags } from "#lib/db/patterns/stale-tags.ts"
import { findCheckpoint } from "#lib/db/patterns/stream.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { settingsOf } from "#lib/email/settings.ts"
import type { Instance } from "#lib/testing/lambda.ts"
import { anInstanceOf, asDeployed, copied } from "#lib/testing/made-for-aws.ts"
import { aCategory, aReply, aTopic, someone } from "#lib/testing/people.ts"
import { streamEvent } from "#lib/testing/stream-events.ts"
import { freshTable } from "#lib/testing/table.ts"

freshTable()
const functions = {
  stream: copied("stream"),
  saga: copied("saga"),
  schedule: copied("schedule"),
  feedback: copied("feedback"),
}
let [stream, saga, schedule, feedback] = [] as unknown as [Instance, Instance, Instance, Instance]

beforeAll(async () => {
  asDeployed()
  ;[stream, saga, schedule, feedback] = await Promise.all([
    anInstanceOf(functions.stream.folder),
    anInstanceOf(functions.saga.folder),
    anInstanceOf(functions.schedule.folder),
    anInstanceOf(functions.feedback.folder),
  ])
})
afterAll(async () => {
  await Promise.all([stream?.stop(), saga?.stop(), schedule?.stop(), feedback?.stop()])
  for (const { remove } of Object.values(functions)) remove()
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

test("the schedule's: does every duty, called each minute", async () => {
  const time = new Date(now() - DAY).toISOString()
  const event = {
    version: "0",
    id: "53dc4d37-cffa-4f76-80c9-8b7d4a4d2eaa",
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: "123456789012",
    time,
    region: "eu-central-1",
    resources: ["arn:aws:events:eu-central-1:123456789012:rule/duties"],
    detail: {},
  }
  const { done } = (await schedule.invoke(event)).value as { done: string[] }
  expect(done).toEqual(expect.arrayContaining(["mail", "sagas", "digests", "timers"]))
})

test("the sagas': does what is due", async () => {
  expect((await saga.invoke({})).value).toEqual({ turns: expect.any(Number) })
})

test("that of returned mail: stops it to an address that does not exist, as SES says by SNS", async () => {
  const member = await someone()
  const emailAddress = `${member.name.toLowerCase()}@example.org`
  const bounce = { bounceType: "Permanent", bounceSubType: "General", bouncedRecipients: [{ emailAddress }] }
  const Message = JSON.stringify({ eventType: "Bounce", bounce, mail: { messageId: "made-up" } })
  const Sns = {
    Type: "Notification",
    MessageId: "m-1",
    Subject: "Amazon SES Email Event Notification",
    Message,
  }
  const { value } = await feedback.invoke({ Records: [{ EventSource: "aws:sns", EventVersion: "1.0", Sns }] })
  expect(value).toEqual({ told: 1 })
  expect((await settingsOf(member.id)).stopped).toMatchObject({ why: "bounced", address: emailAddress })
})
