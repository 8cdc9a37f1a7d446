/** Export, restore and backup as an operator calls them, each forum in a data folder of its own with its own engine. */
import { execFileSync } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterAll, afterEach, beforeEach, expect, type MockInstance, test, vi } from "vitest"
import { HOUR, now, setClock } from "#lib/base/clock.ts"
import { config, forgetConfig } from "#lib/config.ts"
import { commit } from "#lib/db/commit.ts"
import { getUser } from "#lib/db/patterns/users.ts"
import { beginRestore } from "#lib/db/writes/restores.ts"
import { changeAvatar } from "#lib/forum/avatars.ts"
import { backupsIn, makeBackup, verify } from "#lib/keeping/backup.ts"
import { backupHealth, backupState, isBackupDue } from "#lib/keeping/backup-state.ts"
import { withForum } from "#lib/launcher/attach.ts"
import { keepBackups } from "#lib/launcher/backups.ts"
import { keepSecret } from "#lib/launcher/secret.ts"
import { someone } from "#lib/testing/people.ts"
import { aPng } from "#lib/testing/pictures.ts"
import { until } from "#lib/testing/workers.ts"
import { setUploadStore } from "#lib/uploads/store.ts"
import { main } from "./forum.ts"

const before = { ...process.env }
const root = mkdtempSync(join(tmpdir(), "stoa-keeping-"))
let [out, err]: MockInstance[] = []
beforeEach(() => {
  ;[out, err] = (["log", "error"] as const).map((way) => vi.spyOn(console, way).mockImplementation(() => {}))
  vi.spyOn(process.stderr, "write").mockImplementation(() => true)
})
afterEach(() => {
  vi.restoreAllMocks()
  setClock()
})
afterAll(() => {
  rmSync(root, { recursive: true, force: true })
  process.env = before
  forgetConfig()
})
const said = (): string =>
  [out, err].flatMap((spy) => spy!.mock.calls.map(([line]) => String(line))).join("\n")

/** From here on the operator is in another data folder. */
function inFolder(name: string, settings: Record<string, string> = {}): void {
  for (const one of ["DYNAMODB_ENDPOINT", "STOA_ENGINE", "STOA_TABLE"]) delete process.env[one]
  Object.assign(process.env, { STOA_DATA: join(root, name), INIT_CWD: root, ...settings })
  forgetConfig()
  setUploadStore()
}

test("a forum moves from one data folder to another, and is whole there", async () => {
  inFolder("old")
  const { id } = await withForum(async () => {
    const member = await someone()
    await changeAvatar(member, await aPng(300, 300))
    return member
  })
  expect(await main(["export", "forum.tar.gz"])).toBe(0)
  expect(said()).toMatch(/forum\.tar\.gz: \d+ items, 3 pictures/)
  const [, digest] = /Digest: (\w+)/.exec(said())!

  inFolder("new")
  expect(await main(["restore", "forum.tar.gz"])).toBe(0)
  expect(said()).toContain("fit together")
  expect(said()).toContain("put the old forum's secret here")
  expect(said().split(digest!)).toHaveLength(3)
  expect(readdirSync(join(root, "new/uploads/avatars"))).toEqual([id.toLowerCase()])
  expect(await withForum(() => getUser(id))).toMatchObject({ id })
  expect(await main(["restore", "forum.tar.gz"])).toBe(1)
  expect(said()).toContain("The table is not empty")
}, 60_000)

/** The commands of a part of docs/operations.md, without what is said of them. */
function stepsOf(part: string): string[] {
  const [, text = ""] = readFileSync("docs/operations.md", "utf8").split(`\n## ${part}\n`)
  const [, block = ""] = /```sh\n([\s\S]*?)```/.exec(text) ?? []
  return block.split("\n").flatMap((line) => line.replace(/\s+#.*/, "") || [])
}

test("who follows the steps of docs/operations.md to restore a backup has the forum, its pictures and its secret", async () => {
  inFolder("steps/data")
  const folder = join(root, "steps")
  process.env.INIT_CWD = folder
  const secret = () => readFileSync(join(folder, "data/auth-secret"), "utf8")
  setClock(() => Date.parse("2026-05-01T10:00:00.000Z"))
  const { id } = await withForum(async () => {
    const member = await someone()
    await changeAvatar(member, await aPng(300, 300))
    return member
  })
  keepSecret(config().data)
  expect(await main(["backup"])).toBe(0)
  setClock()
  const before = secret()
  const steps = stepsOf("Restore")
  expect(steps).toHaveLength(4)
  let isStarted = false
  for (const step of steps) {
    const [, words] = /^npm run forum -- (.*)$/.exec(step) ?? []
    if (words) expect(await main(words.split(" ")), step).toBe(0)
    else if (step !== "npm start") execFileSync("sh", ["-c", step], { cwd: folder })
    else {
      expect(keepSecret(config().data)).toBe(before.trim())
      expect(await withForum(() => getUser(id))).toMatchObject({ id })
      isStarted = true
    }
  }
  expect(isStarted).toBe(true)
  expect(readdirSync(join(folder, "data/uploads/avatars"))).toEqual([id.toLowerCase()])
  expect(existsSync(join(folder, "data.before/stoa.db"))).toBe(true)
}, 60_000)

test("what comes back otherwise than it was is no backup", async () => {
  inFolder("wrong")
  await withForum(() => someone())
  expect(await main(["export", "wrong.tar.gz"])).toBe(0)
  const file = join(root, "wrong.tar.gz")
  await verify(file)
  await expect(verify(file, async () => {})).rejects.toThrow(/items\/\w+\.ndjson was not what it had been/)
  const { folder } = config().backups
  expect(existsSync(join(folder, ".verifying"))).toBe(false)
  // Nor is it one where it was made to be one: it goes, what was kept before stays, and it is told.
  expect(await main(["backup"])).toBe(0)
  const kept = await backupsIn(folder)
  setClock(() => Date.now() + HOUR)
  await expect(makeBackup(async () => {})).rejects.toThrow("was not what it had been")
  expect(await backupsIn(folder)).toEqual(kept)
  expect(backupState()).toMatchObject({
    good: { file: join(folder, kept[0]!) },
    failed: { reason: expect.stringContaining("restored for a test") },
  })
  expect(backupHealth()).toMatchObject({ failing: true })
}, 60_000)

test("nothing is restored into a forum that runs, and none starts on half of one", async () => {
  inFolder("running")
  await withForum(async () => expect(await main(["restore", "forum.tar.gz"])).toBe(1))
  expect(said()).toContain("runs: stop it first")
  await withForum(() => commit([beginRestore({ digest: "x", done: 0, startedAt: "2026-01-01" })]))
  await expect(withForum(async () => {})).rejects.toThrow("A restore was begun here at 2026-01-01")
}, 60_000)

test("backups are restored for a test, the last ones are kept, and others can read none of them", async () => {
  inFolder("kept", { STOA_BACKUP_KEEP: "2" })
  await withForum(() => someone())
  const start = Date.parse("2026-05-01T10:00:00.000Z")
  for (const hours of [0, 1, 2]) {
    setClock(() => start + hours * HOUR)
    expect(await main(["backup"])).toBe(0)
  }
  const { folder } = config().backups
  expect(await backupsIn(folder)).toEqual([
    "stoa-2026-05-01T11-00-00Z.tar.gz",
    "stoa-2026-05-01T12-00-00Z.tar.gz",
  ])
  expect(readdirSync(folder)).toHaveLength(2)
  expect(statSync(folder).mode & 0o077).toBe(0)
  expect(said()).toContain("Deleted: stoa-2026-05-01T10-00-00Z.tar.gz")
  expect(backupHealth()).toEqual({ last: "2026-05-01T12:00:00.000Z" })

  setClock(() => start + 26 * HOUR - 1)
  expect(isBackupDue(start)).toBe(false)
  setClock(() => start + 26 * HOUR)
  expect(isBackupDue(start)).toBe(true)
  setClock(() => start + 52 * HOUR)
  expect(backupHealth()).toMatchObject({ failing: true })

  // What fails deletes none, is told, and is tried again in an hour.
  Object.assign(process.env, { STOA_BACKUP_FOLDER: join(root, "a-file") })
  forgetConfig()
  writeFileSync(join(root, "a-file"), "")
  expect(await main(["backup"])).toBe(1)
  expect(said()).toContain("The backup failed: The folder for backups")
  expect(backupState().failed?.reason).toContain("cannot be made (EEXIST)")
  expect(backupHealth()).toEqual({ last: "2026-05-01T12:00:00.000Z", failing: true })
  expect(isBackupDue(start)).toBe(false)
  expect(await backupsIn(folder)).toHaveLength(2)
  process.env.STOA_BACKUP_FOLDER = ""
  forgetConfig()
}, 90_000)

test("what the launcher starts when one is due makes a backup that was restored for a test", async () => {
  inFolder("scheduled", { STOA_BACKUP_HOURS: "24" })
  await withForum(() => someone())
  const backups = keepBackups({ every: 5 })
  const start = now()
  setClock(() => start + 2 * HOUR)
  await until(() => backupState().good !== undefined || backupState().failed !== undefined, 60_000)
  backups.stop()
  expect(backupState()).toEqual({ good: expect.objectContaining({ file: expect.stringContaining("stoa-") }) })
  expect(existsSync(backupState().good!.file)).toBe(true)
}, 90_000)

test("the launcher starts one backup at a time when it is due, and none when they are off", async () => {
  inFolder("timed", { STOA_BACKUP_HOURS: "24" })
  const start = now()
  let [started, killed] = [0, 0]
  const exited = new Promise<string>(() => {})
  const running = { pid: 1, exited, stop: async () => {}, kill: () => void killed++ }
  const begin = () => {
    started++
    return running
  }
  const backups = keepBackups({ every: 1, start: begin })
  setClock(() => start + HOUR - 1000)
  expect(isBackupDue(start)).toBe(false)
  setClock(() => start + 2 * HOUR)
  await until(() => started > 0)
  await new Promise((done) => setTimeout(done, 20))
  backups.stop()
  expect([started, killed]).toEqual([1, 1])
  Object.assign(process.env, { STOA_BACKUP_HOURS: "0" })
  forgetConfig()
  expect(isBackupDue(start)).toBe(false)
  expect(existsSync(config().backups.folder)).toBe(false)
})
