import { expect, test } from "vitest"
import { settingsOf } from "#lib/email/settings.ts"
import { deployed, functionIn } from "#lib/testing/deployed.ts"
import { failing, listen, withoutWaiting } from "#lib/testing/faults.ts"
import { someone } from "#lib/testing/people.ts"
import { snsEvent } from "#lib/testing/sns-events.ts"
import { freshTable } from "#lib/testing/table.ts"
import { handler } from "./feedback.lambda.ts"

freshTable()

const mail = { timestamp: "2026-11-20T08:00:01.000Z", source: "forum@example.org", messageId: "made-up" }
const bounced = (emailAddress: string) => ({
  eventType: "Bounce",
  bounce: {
    bounceType: "Permanent",
    bounceSubType: "General",
    bouncedRecipients: [{ emailAddress, status: "5.1.1", diagnosticCode: "smtp; 550 nobody here" }],
  },
  mail,
})
const complained = (emailAddress: string) => ({
  eventType: "Complaint",
  complaint: { complainedRecipients: [{ emailAddress }], complaintFeedbackType: "abuse" },
  mail,
})
const addressOf = ({ name }: { name: string }) => `${name.toLowerCase()}@example.org`

test("mail stops to who has no mailbox and to who complained, to nobody else, and once when told twice", async () => {
  const [ann, bob, eve] = [await someone(), await someone(), await someone()]
  const told = snsEvent(bounced(addressOf(ann)), complained(addressOf(bob)), { eventType: "Delivery", mail })
  expect(await handler(told)).toEqual({ told: 2 })
  const after = (await settingsOf(ann.id)).stopped
  expect(after).toMatchObject({ why: "bounced", address: addressOf(ann), reason: "smtp; 550 nobody here" })
  expect((await settingsOf(bob.id)).stopped).toMatchObject({ why: "complained", reason: "Reported as abuse" })
  expect((await settingsOf(eve.id)).stopped).toBeUndefined()
  await handler(told)
  expect((await settingsOf(ann.id)).stopped).toEqual(after)
})

test("an address of nobody, and what is no event of SES, is passed over", async () => {
  expect(await handler(snsEvent(bounced("nobody@example.org"), "words", null))).toEqual({ told: 1 })
  expect(await handler({})).toEqual({ told: 0 })
})

test("what the table does not take is told again", async () => {
  withoutWaiting()
  const ann = await someone()
  const refused = () => Object.assign(new Error("connect ECONNREFUSED"), { code: "ECONNREFUSED" })
  failing(({ command }) => command === "GetItem", refused, 100)
  await expect(handler(snsEvent(bounced(addressOf(ann))))).rejects.toThrow()
})

test("it does on the table what it may there, and nothing else", async () => {
  const ann = await someone()
  const sent = listen()
  await handler(snsEvent(bounced(addressOf(ann))))
  const did = new Set(sent.flatMap(({ command, input }) => actionsOf(command, input)))
  const { permissions } = functionIn(deployed(), "Feedback")
  const may = permissions.flatMap(({ actions }: { actions: string[] }) => actions)
  expect(did.size).toBeGreaterThan(0)
  for (const action of did) expect(may).toContain(`dynamodb:${action}`)
})

/** What IAM calls it: a transaction is what stands in it. */
function actionsOf(command: string, input: { TransactItems?: Record<string, unknown>[] }): string[] {
  if (command !== "TransactWriteItems") return [command]
  const names: Record<string, string> = { Put: "PutItem", Update: "UpdateItem", Delete: "DeleteItem" }
  return (input.TransactItems ?? [])
    .flatMap((item) => Object.keys(item))
    .map((kind) => names[kind] ?? "ConditionCheckItem")
}
