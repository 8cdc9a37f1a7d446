/** What Amazon does for a table and the embedded engine does not: trims the stream, deletes what expired. */

import { DatabaseSync } from "node:sqlite"
import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb"
import { DAY, MINUTE, now, SECOND } from "#lib/base/clock.ts"
import { config } from "#lib/config.ts"
import { commit } from "#lib/db/commit.ts"
import { TABLE } from "#lib/db/definition.ts"
import { findCheckpoint } from "#lib/db/patterns/stream.ts"
import { say } from "./refusal.ts"

/** DynamoDB keeps stream records for so long. */
const STREAM_AGE = DAY
/** Few rows in one statement: the engine waits for our lock while it lasts. */
const TRIMMED_AT_ONCE = 500
/** Rows looked at each minute: 20 ms of work, so that a forum of 100,000 items is swept in five minutes. */
const SWEPT_AT_ONCE = 20_000

/** Keeps house every minute until the returned function is called. */
export function keepHouse(file: string): () => void {
  let cursor = 0
  const timer = setInterval(async () => {
    try {
      trimStream(file, await appliedThrough())
      cursor = await sweepExpired(file, cursor)
    } catch (error) {
      say(`Housekeeping of the database failed, and is tried again in a minute: ${error}`)
    }
  }, MINUTE)
  timer.unref()
  return () => clearInterval(timer)
}

/** The number of the last record that the worker has applied and written down: 0 before the first. */
async function appliedThrough(): Promise<bigint> {
  const numbers = Object.values((await findCheckpoint())?.position?.shards ?? {})
  // The embedded engine has one shard, which never closes.
  return BigInt(numbers[0] || 0)
}

/**
 * Deletes the table's stream records that are older than a day, but none that is still to be applied, and never the
 * newest: the next number follows it. @param applied the last number that was @returns how many
 */
export function trimStream(file: string, applied: bigint): number {
  const database = new DatabaseSync(file, { timeout: 5 * SECOND })
  try {
    const oldest = database.prepare(
      `SELECT id, created_at AS at, CAST(sequence_number AS INTEGER) AS number FROM _stream_records
       WHERE table_name = ? AND CAST(sequence_number AS INTEGER) > ?
       ORDER BY CAST(sequence_number AS INTEGER) LIMIT ?`,
    )
    const { name } = config().dynamodb
    const newest = database
      .prepare(
        "SELECT MAX(CAST(sequence_number AS INTEGER)) AS number FROM _stream_records WHERE table_name = ?",
      )
      .get(name)?.number
    const drop = database.prepare("DELETE FROM _stream_records WHERE id = ?")
    const before = (now() - STREAM_AGE) / SECOND
    let after = 0
    for (let trimmed = 0; ; ) {
      const old = oldest
        .all(name, after, TRIMMED_AT_ONCE)
        .filter(({ at, number }) => Number(at) < before && BigInt(Number(number)) <= applied)
      if (old.length === 0) return trimmed
      after = Number(old.at(-1)?.number)
      const dropped = old.filter(({ number }) => number !== newest)
      database.exec("BEGIN IMMEDIATE")
      for (const { id } of dropped) drop.run(id as number)
      database.exec("COMMIT")
      trimmed += dropped.length
    }
  } finally {
    database.close()
  }
}

/**
 * Deletes expired items by key, so that they appear in the stream as they do at Amazon's. Looks at a bounded
 * number of rows. @returns where to go on: 0 after the last row
 */
export async function sweepExpired(file: string, after = 0): Promise<number> {
  const second = Math.floor(now() / SECOND)
  const database = new DatabaseSync(file, { timeout: 5 * SECOND, readOnly: true })
  const rows = database
    .prepare(
      `SELECT id, expires FROM (
         SELECT rowid AS id, json_extract(item_json, '$.${TABLE.ttl}.N') AS expires
         FROM "${config().dynamodb.name}" WHERE rowid > ? ORDER BY rowid LIMIT ?)`,
    )
    .all(after, SWEPT_AT_ONCE)
  const read = database.prepare(`SELECT item_json FROM "${config().dynamodb.name}" WHERE rowid = ?`)
  const expired = rows
    .filter(({ expires }) => expires !== null && Number(expires) < second)
    .flatMap(({ id }) => read.all(id as number))
  database.close()
  for (const { item_json } of expired) await deleteExpired(JSON.parse(String(item_json)), second)
  return rows.length < SWEPT_AT_ONCE ? 0 : Number(rows.at(-1)?.id)
}

async function deleteExpired(item: Record<string, { S: string }>, second: number): Promise<void> {
  try {
    await commit([
      {
        kind: "delete",
        key: { PK: item[TABLE.hashKey]!.S, SK: item[TABLE.rangeKey]!.S },
        // It may have been written anew since we looked.
        condition: "#ttl < :now",
        names: { "#ttl": TABLE.ttl },
        values: { ":now": second },
      },
    ])
  } catch (error) {
    if (!(error instanceof ConditionalCheckFailedException)) throw error
  }
}
