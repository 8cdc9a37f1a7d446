/** Makes a forum of an archive, in a table that nobody uses (docs/adr/0301). */
import { MINUTE, now, nowIso, SECOND, sleep } from "#lib/base/clock.ts"
import { chunks } from "#lib/db/batch.ts"
import { commit } from "#lib/db/commit.ts"
import { CHECKPOINT, type Checkpoint, LAMBDA } from "#lib/db/items/stream.ts"
import { findRestore } from "#lib/db/patterns/restores.ts"
import { findCheckpoint } from "#lib/db/patterns/stream.ts"
import { openStreamNow } from "#lib/db/stream.ts"
import { table } from "#lib/db/table.ts"
import { changeIn, dropKeys, firstItems, LINES_AT_ONCE, putLines } from "#lib/db/whole.ts"
import {
  advanceRestore,
  BegunBefore,
  beginRestore,
  endRestore,
  type RestoredTo,
} from "#lib/db/writes/restores.ts"
import { takeStream } from "#lib/db/writes/stream.ts"
import { Refusal } from "#lib/launcher/refusal.ts"
import { applyBatch } from "#lib/projections/apply-batch.ts"
import { uploadStore } from "#lib/uploads/store.ts"
import { CHANGES_FILE, isItemsFile, openArchive, pictureIn } from "./archive.ts"
import { type Inspected, inspect } from "./inspect.ts"
import { linesIn } from "./lines.ts"
import type { TarFile } from "./tar.ts"

export type RestoreOptions = {
  /** Called now and then: with the bytes that were checked, the items and the pictures that are there. */
  progress?: (done: { what: "checked" | "items" | "pictures"; done: number; of?: number }) => void
}

/** What a table has that was only just made, or asked whether it is empty. */
const OF_EMPTY_TABLES = ["Build", "DayCosts", "StaleTag", CHECKPOINT]
/** More than an empty table can have. */
const MANY = 300
/** Requests under way at the same time. */
const AT_ONCE = 4
/** How far it came is written down after so many items. */
const STEP = 10 * AT_ONCE * LINES_AT_ONCE
/** Amazon's stream tells within a second, as a rule. */
const STREAM_PATIENCE = 60 * SECOND
const CHANGES_AT_ONCE = 500

/** @throws Refusal where the archive cannot be used, or the table is in use or not empty */
export async function restoreForum(
  file: string,
  { progress = () => {} }: RestoreOptions = {},
): Promise<Inspected> {
  const inspected = await inspect(file, (done) => progress({ what: "checked", done }))
  const { header, digests, items } = inspected
  const skipped = await begin(digests.digest)
  let [done, pictures] = [0, 0]
  let place: RestoredTo | undefined
  // Before the last changes are applied: of what follows from them the new forum's worker is to hear.
  const findPlace = async (): Promise<void> => {
    if (header.base !== undefined) place ??= await placeInStream(header.base)
  }
  await eachFile(file, async (one) => {
    const picture = pictureIn(one.name)
    if (isItemsFile(one.name)) {
      done = await putItems(one, done, skipped, (now) => progress({ what: "items", done: now, of: items }))
    } else if (picture) {
      await uploadStore().put(picture, await bytesOf(one))
      progress({ what: "pictures", done: ++pictures, of: digests.pictures.files })
    } else if (one.name === CHANGES_FILE) {
      await findPlace()
      await applyAll(one)
    }
  })
  await findPlace()
  await commit(endRestore(place))
  return inspected
}

/** The items alone, into a scratch table: to see that they can be put there, and are then what they were. */
export async function restoreItems(file: string): Promise<void> {
  let done = 0
  await eachFile(file, async (one) => {
    if (isItemsFile(one.name)) done = await putItems(one, done, 0, () => {}, false)
  })
}

/** @returns how many items are there already, of the same archive */
async function begin(digest: string): Promise<number> {
  const before = await findRestore()
  if (before && before.digest !== digest)
    throw new Refusal(
      `Another archive was begun to be restored here (at ${before.startedAt}), and not all of it is there: go on with that one, or name an empty table (STOA_TABLE) and an empty data folder (STOA_DATA).`,
    )
  await requireUnused()
  if (before) return before.done
  const found = await firstItems(MANY)
  const content = found.filter(({ entity }) => !OF_EMPTY_TABLES.includes(entity))
  if (content.length > 0 || found.length === MANY)
    throw new Refusal(
      `The table is not empty (it has, for example, ${content[0]?.PK}): a restore makes a whole forum and mixes it with none. Name an empty data folder (STOA_DATA) or table (STOA_TABLE), or move this one away.`,
    )
  for (const some of chunks(found, LINES_AT_ONCE)) await dropKeys(some)
  try {
    await commit([beginRestore({ digest, done: 0, startedAt: nowIso() })])
  } catch (error) {
    if (!(error instanceof BegunBefore)) throw error
    throw new Refusal("Another restore has just begun here: wait for that one.")
  }
  return 0
}

async function requireUnused(): Promise<void> {
  const { worker, leaseUntil } = (await findCheckpoint()) ?? { leaseUntil: 0 }
  if (leaseUntil > now() && worker?.host === LAMBDA)
    throw new Refusal(
      `A forum's Lambdas have just applied changes of this table: see that nobody uses it, wait ${Math.ceil((leaseUntil - now()) / MINUTE)} min, then run the command again.`,
    )
  if (leaseUntil > now())
    throw new Refusal(
      `A forum runs on this table (process ${worker?.pid} on ${worker?.host}): stop it, wait a quarter of a minute, then run the command again.`,
    )
}

async function eachFile(file: string, work: (one: TarFile) => Promise<void>): Promise<void> {
  const { files, close } = await openArchive(file)
  try {
    for await (const one of files) await work(one)
  } finally {
    close()
  }
}

/** Puts the items of a file, but those that are there already. @returns how many there were up to its end */
async function putItems(
  { chunks: source }: TarFile,
  before: number,
  skipped: number,
  told: (done: number) => void,
  isNoted = true,
): Promise<number> {
  let [done, some] = [before, [] as string[]]
  const put = async (): Promise<void> => {
    await Promise.all(chunks(some, LINES_AT_ONCE).map(putLines))
    some = []
    told(done)
  }
  for await (const line of linesIn(source)) {
    done++
    if (done <= skipped) continue
    some.push(line)
    if (some.length === AT_ONCE * LINES_AT_ONCE) await put()
    if (done % STEP === 0) {
      await put()
      if (isNoted) await commit([advanceRestore(done)])
    }
  }
  await put()
  return done
}

async function bytesOf({ size, chunks: source }: TarFile): Promise<Uint8Array> {
  const bytes = new Uint8Array(size)
  let at = 0
  for await (const chunk of source) {
    bytes.set(chunk, at)
    at += chunk.length
  }
  return bytes
}

/** What the worker of the old forum had still to do. That a part of it was done does no harm: changes come at least once. */
async function applyAll({ chunks: source }: TarFile): Promise<void> {
  let some: string[] = []
  const apply = async (): Promise<void> => {
    const { undone, error } = await applyBatch(some.map(changeIn))
    if (undone.length > 0) throw error
    some = []
  }
  for await (const line of linesIn(source)) {
    some.push(line)
    if (some.length === CHANGES_AT_ONCE) await apply()
  }
  await apply()
}

/**
 * Where the stream is now, as who follows it writes it down: what the restore wrote is no news. Its numbers follow those of
 * the old stream, which figures in the archive name.
 */
async function placeInStream(base: string): Promise<RestoredTo> {
  const reader = await openStreamNow()
  try {
    const before = await findCheckpoint()
    const mine: Checkpoint = {
      ...{ worker: { id: `restore-${now()}`, host: "restore", pid: 0 }, leaseUntil: 0 },
      ...{ lagMs: 0, updatedAt: nowIso() },
    }
    await commit([takeStream(mine, before)])
    // It is told of this, and so knows a number.
    for (const end = now() + STREAM_PATIENCE; now() < end; await sleep(SECOND / 10)) {
      const { changes, position } = await reader.read()
      const told = changes.findLast(({ entityType }) => entityType === CHECKPOINT)
      if (!told) continue
      // A stream's clock has whole seconds: what follows from the last changes is of a later one.
      if (table().options.engine === "aws") await sleep(SECOND)
      return { checkpoint: { ...mine, position: { ...position, base } }, until: told.at }
    }
  } finally {
    reader.close()
  }
  throw new Refusal(
    "The table's stream tells nothing: enable one with new and old images, then run the command again, which goes on.",
  )
}
