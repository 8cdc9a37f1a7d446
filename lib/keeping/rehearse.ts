/**
 * A rehearsal of point-in-time recovery at Amazon: the forum's table as it was at a time is restored under another name, looked
 * at as `check` does, compared with the present one, and deleted. The forum's own table is only read.
 */
import {
  DeleteTableCommand,
  DescribeContinuousBackupsCommand,
  DescribeTableCommand,
  type DynamoDBClient,
  ResourceNotFoundException,
  RestoreTableToPointInTimeCommand,
} from "@aws-sdk/client-dynamodb"
import { MINUTE, now, SECOND, sleep } from "#lib/base/clock.ts"
import { check } from "#lib/check/check.ts"
import type { Finding } from "#lib/check/finding.ts"
import { connect, table } from "#lib/db/table.ts"
import { allLines } from "#lib/db/whole.ts"
import { Refusal } from "#lib/launcher/refusal.ts"

export type RehearseOptions = {
  /** The moment; without it the latest that there is, some minutes ago. */
  at?: Date
  /** Leaves the restored table there, to look at it. */
  keep?: boolean
  /** Of each of the two tables. */
  unitsPerSecond?: number
  /** Milliseconds between two questions whether it is there. */
  every?: number
  /** What is done now, in words. */
  progress?: (what: string) => void
  /** What manages tables: Amazon's, unless told. */
  client?: Client
}

type Client = Pick<DynamoDBClient, "send">

export type Rehearsal = {
  /** What the restored table is called, or was. */
  name: string
  at: Date
  /** Milliseconds until it could be used: so long a forum would wait for its table. */
  took: number
  /** Items by kind, in the present table and in the restored one. */
  counts: { entity: string; present: number; restored: number }[]
  findings: Finding[]
}

/** A table of some gigabytes takes about half an hour. */
const LONGEST_RESTORE = 6 * 60 * MINUTE
const SEGMENTS = 4

/** @throws Refusal where the table has no point-in-time recovery, or not for that moment */
export async function rehearse(options: RehearseOptions = {}): Promise<Rehearsal> {
  const source = table()
  const { progress = () => {}, every = 15 * SECOND } = options
  // Connecting to another table ends the connection before.
  const client: Client = {
    send: ((command: never) => (options.client ?? table().client).send(command)) as Client["send"],
  }
  const at = await momentIn(client, source.name, options.at)
  const name = nameFor(source.name)
  const began = now()
  progress(`restoring ${source.name} as it was at ${at.toISOString()}, as ${name}`)
  await client.send(
    new RestoreTableToPointInTimeCommand({
      SourceTableName: source.name,
      TargetTableName: name,
      RestoreDateTime: at,
      // Nobody reads it but we: capacity that was reserved for the forum would be paid twice.
      BillingModeOverride: "PAY_PER_REQUEST",
    }),
  )
  try {
    while (!(await isThere(client, name))) {
      if (now() - began > LONGEST_RESTORE)
        throw new Refusal(`${name} is not there after six hours: look at it in the console.`)
      progress(`waiting for ${name} and its indexes, ${Math.round((now() - began) / SECOND)} s`)
      await sleep(every)
    }
    const took = now() - began
    const present = await countsOf("present", options)
    connect({ ...source.options, name })
    const restored = await countsOf("restored", options)
    progress("looking whether everything fits together")
    const { findings } = await check({ waits: [0] })
    return { name, at, took, counts: sideBySide(present, restored), findings }
  } finally {
    connect(source.options)
    if (!options.keep) await remove(client, name, progress)
  }
}

/** A second is as exact as it is. */
async function momentIn(client: Client, name: string, wanted?: Date): Promise<Date> {
  const { ContinuousBackupsDescription } = await client.send(
    new DescribeContinuousBackupsCommand({ TableName: name }),
  )
  const {
    PointInTimeRecoveryStatus: status,
    EarliestRestorableDateTime: earliest,
    LatestRestorableDateTime: latest,
  } = ContinuousBackupsDescription?.PointInTimeRecoveryDescription ?? {}
  if (status !== "ENABLED" || !earliest || !latest)
    throw new Refusal(
      `The table ${name} has no point-in-time recovery: switch it on (aws dynamodb update-continuous-backups --table-name ${name} --point-in-time-recovery-specification PointInTimeRecoveryEnabled=true), and come again in some minutes.`,
    )
  const at = wanted ?? latest
  if (at >= earliest && at <= latest) return at
  throw new Refusal(
    `${name} can be restored as it was from ${earliest.toISOString()} to ${latest.toISOString()}: name a moment between them.`,
  )
}

const nameFor = (name: string): string =>
  `${name.slice(0, 220)}-rehearsal-${new Date(now()).toISOString().slice(0, 19).replaceAll(/\D/g, "")}`

async function isThere(client: Client, name: string): Promise<boolean> {
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName: name }))
    const indexes = Table?.GlobalSecondaryIndexes ?? []
    return (
      Table?.TableStatus === "ACTIVE" &&
      indexes.every(({ IndexStatus = "ACTIVE" }) => IndexStatus === "ACTIVE")
    )
  } catch (error) {
    // It takes a moment until it is known at all.
    if (error instanceof ResourceNotFoundException) return false
    throw error
  }
}

async function countsOf(which: string, options: RehearseOptions): Promise<Map<string, number>> {
  const counts = new Map<string, number>()
  let done = 0
  for await (const lines of allLines({ segments: SEGMENTS, unitsPerSecond: options.unitsPerSecond })) {
    for (const { entity } of lines) counts.set(entity, (counts.get(entity) ?? 0) + 1)
    done += lines.length
    options.progress?.(`${done} items of the ${which} table counted`)
  }
  return counts
}

function sideBySide(present: Map<string, number>, restored: Map<string, number>): Rehearsal["counts"] {
  return [...new Set([...present.keys(), ...restored.keys()])].sort().map((entity) => ({
    entity,
    present: present.get(entity) ?? 0,
    restored: restored.get(entity) ?? 0,
  }))
}

async function remove(client: Client, name: string, progress: (what: string) => void): Promise<void> {
  progress(`deleting ${name}`)
  try {
    await client.send(new DeleteTableCommand({ TableName: name }))
  } catch (error) {
    // One that is being restored cannot be deleted yet, and costs until it is.
    throw new Refusal(`${name} could not be deleted (${error}): delete it yourself, or it is paid for.`)
  }
}
