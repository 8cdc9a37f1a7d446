import { CreateTableCommand, DeleteTableCommand, DescribeTimeToLiveCommand } from "@aws-sdk/client-dynamodb"
import { afterEach, expect, test } from "vitest"
import { freshTable } from "#lib/testing/table.ts"
import { connect, ensureTable, table } from "./table.ts"

freshTable()

let restore: (() => Promise<void>) | undefined
afterEach(() => restore?.())

/** Somebody else's table, in the place of ours. */
async function foreign(keys: [hash: string, range: string]): Promise<void> {
  const { options } = table()
  const name = `${options.name}-foreign`
  const types = ["HASH", "RANGE"] as const
  await table().client.send(
    new CreateTableCommand({
      TableName: name,
      BillingMode: "PAY_PER_REQUEST",
      AttributeDefinitions: keys.map((key) => ({ AttributeName: key, AttributeType: "S" })),
      KeySchema: keys.map((key, n) => ({ AttributeName: key, KeyType: types[n] })),
    }),
  )
  connect({ ...options, name })
  restore = async () => {
    await table().client.send(new DeleteTableCommand({ TableName: name }))
    connect(options)
    restore = undefined
  }
}

test("the forum's own table is taken as it is, as often as one likes", async () => {
  expect(await ensureTable()).toBe(false)
})

test.each([
  [["id", "at"], "its keys are not PK and SK"],
  [["PK", "SK"], "it has no index GSI1 of ours"],
] as [[string, string], string][])(
  "another program's table with the keys %j is refused, and nothing in it will expire",
  async (keys, problem) => {
    await foreign(keys)
    await expect(ensureTable()).rejects.toThrow(problem)
    const { client, name } = table()
    const { TimeToLiveDescription } = await client.send(new DescribeTimeToLiveCommand({ TableName: name }))
    expect(TimeToLiveDescription?.TimeToLiveStatus).toBe("DISABLED")
  },
)
