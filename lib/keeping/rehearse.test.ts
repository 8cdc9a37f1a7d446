/** Against a client that records what it is asked, and restores on the engine of the tests; the rest is the real thing. */
import {
  DescribeTableCommand,
  ResourceNotFoundException,
  type RestoreTableToPointInTimeCommandInput,
} from "@aws-sdk/client-dynamodb"
import { beforeEach, expect, test } from "vitest"
import { outcomeOf } from "#lib/cli/rehearse.ts"
import { commit } from "#lib/db/commit.ts"
import { userKey } from "#lib/db/keys/users.ts"
import { connect, ensureTable, table } from "#lib/db/table.ts"
import { allLines, putLines } from "#lib/db/whole.ts"
import { aCategory, aReply, aTopic, staff } from "#lib/testing/people.ts"
import { settle } from "#lib/testing/settle.ts"
import { freshTable } from "#lib/testing/table.ts"
import { type RehearseOptions, rehearse } from "./rehearse.ts"

freshTable()
const [EARLIEST, LATEST] = [new Date("2026-11-01T00:00:00Z"), new Date("2026-11-22T00:55:00Z")]
const on = {
  PointInTimeRecoveryStatus: "ENABLED",
  EarliestRestorableDateTime: EARLIEST,
  LatestRestorableDateTime: LATEST,
}

type Asked = { name: string; input: Record<string, unknown> }
let asked: Asked[] = []
beforeEach(() => {
  asked = []
})

/** @param recovery what Amazon says of it · @param spoil changes what was restored */
function amazon(recovery: object = on, spoil: () => Promise<void> = async () => {}) {
  let looks = 0
  const send = async (command: { constructor: { name: string }; input: Record<string, unknown> }) => {
    const { name } = command.constructor
    asked.push({ name, input: command.input })
    if (name === "DescribeContinuousBackupsCommand")
      return { ContinuousBackupsDescription: { PointInTimeRecoveryDescription: recovery } }
    if (name === "RestoreTableToPointInTimeCommand")
      return copy(command.input as unknown as RestoreTableToPointInTimeCommandInput, spoil)
    if (name === "DescribeTableCommand" && ++looks === 1)
      throw new ResourceNotFoundException({ message: "not yet", $metadata: {} })
    if (name === "DescribeTableCommand" && looks === 2) return { Table: { TableStatus: "CREATING" } }
    if (name === "DescribeTableCommand" && looks === 3)
      return { Table: { TableStatus: "ACTIVE", GlobalSecondaryIndexes: [{ IndexStatus: "CREATING" }] } }
    return table().client.send(command as never)
  }
  return { send } as unknown as NonNullable<RehearseOptions["client"]>
}

/** What Amazon does, at once. */
async function copy({ TargetTableName }: RestoreTableToPointInTimeCommandInput, spoil: () => Promise<void>) {
  const { options } = table()
  const lines: string[] = []
  for await (const some of allLines({ segments: 1 })) lines.push(...some.map(({ line }) => line))
  connect({ ...options, name: TargetTableName! })
  await ensureTable()
  for (let at = 0; at < lines.length; at += 25) await putLines(lines.slice(at, at + 25))
  await spoil()
  connect(options)
}

async function aForum(): Promise<string> {
  const [member, category] = [await staff(), await aCategory()]
  const { topic } = await aTopic(member, category)
  await aReply(member, topic)
  await settle()
  return member.id
}

const names = (): string[] => asked.map(({ name }) => name.replace("Command", ""))

async function exists(name: string): Promise<boolean> {
  return table()
    .client.send(new DescribeTableCommand({ TableName: name }))
    .then(
      () => true,
      () => false,
    )
}

test("a table is restored under another name, checked, compared and deleted; the forum's own is only read", async () => {
  await aForum()
  const own = table().name
  const told: string[] = []
  const rehearsal = await rehearse({ client: amazon(), every: 1, progress: (what) => told.push(what) })
  expect(names()).toEqual([
    ...["DescribeContinuousBackups", "RestoreTableToPointInTime"],
    ...Array(4).fill("DescribeTable"),
    "DeleteTable",
  ])
  expect(asked[1]?.input).toEqual({
    SourceTableName: own,
    TargetTableName: rehearsal.name,
    RestoreDateTime: LATEST,
    BillingModeOverride: "PAY_PER_REQUEST",
  })
  expect(asked.at(-1)?.input).toEqual({ TableName: rehearsal.name })
  expect(rehearsal.name).toMatch(new RegExp(`^${own}-rehearsal-\\d{14}$`))
  expect(table().name).toBe(own)
  expect([await exists(own), await exists(rehearsal.name)]).toEqual([true, false])
  expect(rehearsal.counts).toContainEqual({ entity: "Post", present: 2, restored: 2 })
  expect(outcomeOf(rehearsal, false)).toMatchObject({ isGood: true })
  expect(told.some((line) => line.startsWith("waiting for"))).toBe(true)
})

test("what is missing in the restored table is found, and told", async () => {
  const member = await aForum()
  const spoil = () => commit([{ kind: "delete", key: userKey(member) }])
  const rehearsal = await rehearse({ client: amazon(on, spoil), every: 1, keep: true, at: EARLIEST })
  expect(names()).not.toContain("DeleteTable")
  expect(asked[1]?.input.RestoreDateTime).toEqual(EARLIEST)
  expect(rehearsal.findings.length).toBeGreaterThan(0)
  const { isGood, text } = outcomeOf(rehearsal, true)
  expect(isGood).toBe(false)
  expect(text.join("\n")).toMatch(/ {2}User: \d+ then, \d+ now/)
  expect(await exists(rehearsal.name)).toBe(true)
})

test("another forum, or half of one, is not taken for this one", () => {
  const rehearsal = { name: "x", at: LATEST, took: 1, findings: [] }
  const counts = [{ entity: "Post", present: 1_000, restored: 800 }]
  expect(outcomeOf({ ...rehearsal, counts }, false).isGood).toBe(false)
  expect(outcomeOf({ ...rehearsal, counts: [{ ...counts[0]!, restored: 990 }] }, false).isGood).toBe(true)
})

test("a table without recovery, and a moment that is not kept, are told before anything is restored", async () => {
  await expect(rehearse({ client: amazon({ PointInTimeRecoveryStatus: "DISABLED" }) })).rejects.toThrow(
    /has no point-in-time recovery: switch it on/,
  )
  await expect(rehearse({ client: amazon(), at: new Date("2026-10-01T00:00:00Z") })).rejects.toThrow(
    "as it was from 2026-11-01T00:00:00.000Z to 2026-11-22T00:55:00.000Z",
  )
  expect(names()).not.toContain("RestoreTableToPointInTime")
})

test("what was restored is deleted also where it cannot be looked at", async () => {
  const unreadable = { PK: "SAGA#torn", SK: "SAGA#torn", entityType: "Saga" }
  const client = amazon(on, () => commit([{ kind: "put", item: unreadable }]))
  await expect(rehearse({ client, every: 1 })).rejects.toThrow(/startedAt/)
  expect(names().at(-1)).toBe("DeleteTable")
  expect(await exists(String(asked.at(-1)?.input.TableName))).toBe(false)
})
