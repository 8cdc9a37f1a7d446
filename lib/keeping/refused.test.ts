/** What cannot be restored is refused in a sentence, and nothing is written. */
import { fork } from "node:child_process"
import { once } from "node:events"
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs"
import { dirname } from "node:path"
import { gunzipSync, gzipSync } from "node:zlib"
import { beforeAll, beforeEach, expect, inject, test } from "vitest"
import { now } from "#lib/base/clock.ts"
import { putMany } from "#lib/db/batch.ts"
import { commit } from "#lib/db/commit.ts"
import { findRestore } from "#lib/db/patterns/restores.ts"
import { table } from "#lib/db/table.ts"
import { firstItems } from "#lib/db/whole.ts"
import { putCheckpoint, putLambdaCheckpoint, takeStream } from "#lib/db/writes/stream.ts"
import { dump } from "#lib/testing/dump.ts"
import { anotherTable, archives } from "#lib/testing/keeping.ts"
import { someone } from "#lib/testing/people.ts"
import { freshTable } from "#lib/testing/table.ts"
import { freshStore } from "#lib/testing/uploads.ts"
import { exportForum } from "./export-forum.ts"
import { restoreForum } from "./restore-forum.ts"
import { tarHeader } from "./tar.ts"

freshTable()
freshStore()
const archive = archives()
const good = () => archive("good.tar.gz")

/** More than one step of a restore. */
const MANY = 1_500
beforeAll(async () => {
  await someone("Ada")
  const bytes = new Uint8Array([0, 255, 10])
  const item = (n: number) => ({
    PK: "MANY",
    SK: `N#${n}`,
    entityType: "Told",
    n,
    text: "é\n".repeat(9),
    bytes,
  })
  await putMany(Array.from({ length: MANY }, (_, n) => ({ ...item(n), tags: new Set(["b", "a"]) })))
  await exportForum(good())
})
beforeEach(async () => void (await anotherTable()))

function changed(name: string, change: (tar: Buffer) => Buffer | undefined): string {
  const tar = gunzipSync(readFileSync(good()))
  writeFileSync(archive(name), gzipSync(change(tar) ?? tar))
  return archive(name)
}

test.each([
  ["a picture", () => Buffer.from("\x89PNG no archive at all"), "is no archive of a Stoa forum"],
  ["an empty file", () => Buffer.alloc(0), "is"],
  [
    "another archive",
    () => gzipSync(Buffer.concat([tarHeader("x", 0, 0), Buffer.alloc(1024)])),
    "is no archive",
  ],
  ["one that is cut off", () => readFileSync(good()).subarray(0, -200), "is cut off"],
  ["one cut off early", () => readFileSync(good()).subarray(0, 40), "is"],
  [
    "one with a broken bit",
    () => {
      const bytes = readFileSync(good())
      bytes[bytes.length >> 1]! ^= 4
      return bytes
    },
    "is damaged",
  ],
])("%s is refused", async (name, make, sentence) => {
  const file = archive(`${name}.tar.gz`)
  writeFileSync(file, make())
  await expect(restoreForum(file)).rejects.toThrow(sentence)
  await expect(restoreForum(file)).rejects.toMatchObject({ name: "Refusal" })
  expect(await findRestore()).toBeUndefined()
})

test("one in which a word was changed is refused, also where it was packed well again", async () => {
  const file = changed("changed", (tar) => {
    tar.write("Eve", tar.indexOf("Ada"))
    return tar
  })
  await expect(restoreForum(file)).rejects.toThrow(/damaged \(items\/\w+\.ndjson is not what was written\)/)
  expect(await findRestore()).toBeUndefined()
})

test("one that a newer Stoa wrote is refused", async () => {
  const file = changed("newer", (tar) => {
    tar.write('"version": 9', tar.indexOf('"version": 1'))
    return tar
  })
  await expect(restoreForum(file)).rejects.toThrow("written by a newer Stoa (format 9")
})

test("a table with anything in it is refused, and so is one that a forum runs on", async () => {
  await someone()
  await expect(restoreForum(good())).rejects.toThrow("The table is not empty")
  await anotherTable()
  const worker = { id: "w", host: "elsewhere", pid: 7 }
  const lease = { worker, leaseUntil: now() + 60_000, lagMs: 0, updatedAt: "" }
  await commit([takeStream(lease, undefined)])
  await expect(restoreForum(good())).rejects.toThrow("A forum runs on this table (process 7 on elsewhere)")
  await commit([putCheckpoint({ ...lease, leaseUntil: now() - 1 })])
  await commit([putLambdaCheckpoint({ leaseUntil: now() + 200_000, lagMs: 0, updatedAt: "" })])
  await expect(restoreForum(good())).rejects.toThrow("see that nobody uses it, wait 4 min")
})

// The process that is killed speaks to the embedded engine.
const onOurs = test.runIf(!process.env.DYNAMODB_ENDPOINT)

onOurs(
  "a restore that was killed goes on with the same archive, and with no other",
  async () => {
    await killed("restore", good())
    const half = await findRestore()
    expect(half).toBeDefined()
    const other = archive("other.tar.gz")
    await exportForum(other)
    await expect(restoreForum(other)).rejects.toThrow("Another archive was begun to be restored here")
    await restoreForum(good())
    expect(await findRestore()).toBeUndefined()
    const told = (await dump()).filter(({ entityType }) => entityType === "Told")
    expect(told).toHaveLength(MANY)
    expect(told[7]).toMatchObject({ text: "é\n".repeat(9), tags: new Set(["a", "b"]) })
    expect(told[7]!.bytes).toEqual(new Uint8Array([0, 255, 10]))
    await exportForum(archive("again.tar.gz"))
    const items = (file: string) => gunzipSync(readFileSync(file)).toString("latin1")
    const line = '{"Item":{"PK":{"S":"MANY"}'
    expect(items(archive("again.tar.gz")).split(line)).toHaveLength(items(good()).split(line).length)
  },
  60_000,
)

onOurs(
  "an export that was killed leaves no archive, and the next one what belongs there",
  async () => {
    await restoreForum(good())
    const file = archive("killed.tar.gz")
    await killed("export", file)
    expect(existsSync(file)).toBe(false)
    await exportForum(file)
    const left = readdirSync(dirname(file)).filter((name) => name.startsWith("killed"))
    expect(left).toEqual(["killed.tar.gz"])
    expect((await firstItems(1)).length).toBe(1)
  },
  60_000,
)

/** Killed as soon as it has begun with items. */
async function killed(what: "export" | "restore", file: string): Promise<void> {
  const args = [inject("endpoint"), table().name, what, file]
  const child = fork("lib/testing/keeper-to-kill.ts", args, { stdio: ["ignore", "ignore", "inherit", "ipc"] })
  await once(child, "message")
  child.kill("SIGKILL")
  await once(child, "exit")
}
