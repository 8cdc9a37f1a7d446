/** An archive may be larger than the memory of the machine: what is held at once does not grow with the forum. */
import { fork } from "node:child_process"
import { randomBytes } from "node:crypto"
import { once } from "node:events"
import { mkdirSync, statSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { expect, inject, test } from "vitest"
import { nowIso } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { putMany } from "#lib/db/batch.ts"
import { Uploads } from "#lib/db/items/uploads.ts"
import { table } from "#lib/db/table.ts"
import { anotherTable, archives } from "#lib/testing/keeping.ts"
import { freshTable } from "#lib/testing/table.ts"
import { fileNames } from "#lib/uploads/store.ts"

freshTable()
const archive = archives()
const MB = 2 ** 20

/** Half of it in the table, half of it pictures, none of which can be packed much. @returns where pictures are */
async function aForumOf(name: string, megabytes: number): Promise<string> {
  const folder = archive(name)
  await anotherTable()
  const [owner, half] = [newId(), (megabytes * MB) / 2]
  const [text, some] = [5_000, 25]
  for (let n = 0; n < half / text; n += some) {
    const told = () => randomBytes(text / 2).toString("hex")
    const item = (m: number) => ({ PK: "MANY", SK: `N#${n + m}`, entityType: "Told", text: told() })
    await putMany(Array.from({ length: some }, (_, m) => item(m)))
  }
  const bytes = 2 * MB
  for (let n = 0; n < half / bytes; n++) {
    const upload = { owner, id: newId(), width: 800, height: 600, widths: [800], bytes, createdAt: nowIso() }
    await putMany([Uploads.encode(upload)])
    for (const file of fileNames.upload(upload)) {
      const path = join(folder, "uploads", file)
      mkdirSync(dirname(path), { recursive: true })
      writeFileSync(path, randomBytes(bytes))
    }
  }
  return folder
}

/** Bytes that a process holds at most that does it. */
async function heldBy(what: "export" | "restore", file: string, folder: string): Promise<number> {
  const args = [inject("endpoint"), table().name, what, file]
  const child = fork("lib/testing/keeper-to-kill.ts", args, {
    stdio: ["ignore", "ignore", "inherit", "ipc"],
    env: { ...process.env, STOA_DATA: folder },
    execArgv: ["--disable-warning=ExperimentalWarning", "--expose-gc"],
  })
  let used = 0
  child.on("message", (told: { held?: number }) => {
    used = told.held ?? used
  })
  expect(await once(child, "exit")).toEqual([0, null])
  expect(used).toBeGreaterThan(10 * MB)
  return used
}

// The process speaks to the embedded engine.
test.runIf(!process.env.DYNAMODB_ENDPOINT)(
  "exporting and restoring twenty megabytes more holds no more memory at any time, but what is under way",
  async () => {
    const used: Record<"export" | "restore", number[]> = { export: [], restore: [] }
    for (const [name, megabytes] of [["small", 2] as const, ["large", 22] as const]) {
      const folder = await aForumOf(name, megabytes)
      const file = archive(`${name}.tar.gz`)
      used.export.push(await heldBy("export", file, folder))
      await anotherTable()
      used.restore.push(await heldBy("restore", file, archive(`${name}-restored`)))
      // Half of it is text that is packed to a half.
      expect(statSync(file).size).toBeGreaterThan(0.6 * megabytes * MB)
    }
    const grown = Object.values(used).map(([small, large]) => Math.round((large! - small!) / MB))
    console.info(`Memory: ${JSON.stringify(used)}, grown by ${grown} MB for 20 more`)
    for (const megabytes of grown) expect(megabytes).toBeLessThan(6)
  },
  240_000,
)
