/** Writes of the stream's consumer, measured as lib/bench/writes.ts measures those of people. */
import { commit } from "#lib/db/commit.ts"
import { itemOf, lineOf } from "#lib/db/line.ts"
import { LINES_AT_ONCE, putLines } from "#lib/db/whole.ts"
import { putBuild, seizeBuild, takeBuild } from "#lib/db/writes/builds.ts"
import { bringUp, putMigration, takeMigration } from "#lib/db/writes/migrations.ts"
import { advanceRestore, beginRestore, endRestore } from "#lib/db/writes/restores.ts"
import { putStaleTags } from "#lib/db/writes/stale-tags.ts"
import {
  deleteDeadLetter,
  failAgain,
  putCheckpoint,
  putDeadLetter,
  putLambdaCheckpoint,
} from "#lib/db/writes/stream.ts"
import type { Purpose } from "./meter.ts"
import { aBuild, aMigration } from "./world-builds.ts"
import { aChange, aCheckpoint, aDeadLetter, aStaleTag } from "./world-stream.ts"

export async function measureStreamWrites(
  write: (numbers: Partial<Record<Purpose, string>>, work: () => Promise<unknown>) => Promise<void>,
): Promise<void> {
  const letter = aDeadLetter(1_000)
  await write({ own: "W-30" }, () => commit([putCheckpoint(aCheckpoint())]))
  const { leaseUntil, lagMs, updatedAt } = aCheckpoint()
  await write({ own: "W-30b" }, () => commit([putLambdaCheckpoint({ leaseUntil, lagMs, updatedAt })]))
  await write({ own: "W-31" }, () => commit(putDeadLetter(letter, aChange(1_000))))
  await write({ own: "W-32" }, () => commit([failAgain(letter.id, letter.reason)]))
  const restore = { digest: "d".repeat(64), done: 0, startedAt: updatedAt }
  await write({ own: "W-300" }, () => commit([beginRestore(restore)]))
  const item = (n: number) => ({ PK: "RESTORED", SK: String(n), text: "South, like the birds. ".repeat(30) })
  const lines = Array.from({ length: LINES_AT_ONCE }, (_, n) => lineOf(itemOf(item(n))))
  await write({ own: "W-301" }, () => putLines(lines))
  await write({ own: "W-301b" }, () => commit([advanceRestore(1000)]))
  await write({ own: "W-302" }, () => commit(endRestore({ checkpoint: aCheckpoint(), until: updatedAt })))
  const migration = aMigration()
  await write({ own: "W-360" }, () => commit([takeMigration(migration, undefined)]))
  await write({ own: "W-361" }, () => commit([putMigration(migration)]))
  const brought = bringUp(item(0), { ...item(0), v: 2, words: 120 }, ["text"])!
  await write({ own: "W-362" }, () => commit([brought]))
  const build = aBuild(0)
  await write({ own: "W-39" }, () => commit([putBuild(build)]))
  await write({ own: "W-39b" }, () => commit([seizeBuild(build)]))
  const others = [100, 101, 102, 103].map((n) => takeBuild(aBuild(n), undefined))
  await write({ own: "W-39c" }, () => commit(others))
  await write({ own: "W-34" }, () => putStaleTags(Array.from({ length: 6 }, (_, n) => aStaleTag(n, 1000))))
  await write({ own: "W-33" }, () => commit(deleteDeadLetter(letter)))
}
