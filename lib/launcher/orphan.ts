/** An engine that a killed launcher left behind: found by its recorded id, and ended if it is really that. */
import { execFileSync } from "node:child_process"
import { readFileSync } from "node:fs"
import { SECOND, sleep } from "#lib/base/clock.ts"
import { say } from "./refusal.ts"
import { readRunFile } from "./run-file.ts"

/** Ends what still holds the folder's database. To be called with the folder's lock held. */
export async function endOrphan(folder: string): Promise<void> {
  const engine = readRunFile(folder)?.engine
  // The id may belong to something else by now: only a command line that names our file is ours.
  const isOurs = () => engine && commandLine(engine.pid)?.includes(engine.file)
  if (!engine || !isOurs()) return
  say(`A database that was left behind (process ${engine.pid}) is ended first.`)
  process.kill(engine.pid, "SIGTERM")
  for (let waited = 0; isOurs(); waited += 50) {
    if (waited === 5 * SECOND) process.kill(engine.pid, "SIGKILL")
    await sleep(50)
  }
}

function commandLine(pid: number): string | undefined {
  try {
    if (process.platform === "linux")
      return readFileSync(`/proc/${pid}/cmdline`, "utf8").replaceAll("\0", " ")
    return execFileSync("ps", ["-p", String(pid), "-o", "command="], { encoding: "utf8", stdio: "pipe" })
  } catch {
    return undefined
  }
}
