/** What runs on a data folder, for the processes that come later: data/run.json. */
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs"
import { join } from "node:path"
import { z } from "zod"

const RunFile = z.object({
  /** The launcher, or the command that has the folder. */
  pid: z.number(),
  startedAt: z.string(),
  engine: z
    .object({
      pid: z.number(),
      /** What its command line must contain for it to be ours. */
      file: z.string(),
      endpoint: z.string(),
    })
    .optional(),
  /** Absent while a command has the folder without a web server. All its processes are at the one address. */
  web: z.object({ pid: z.number(), address: z.string(), pids: z.array(z.number()).optional() }).optional(),
  worker: z.object({ pid: z.number() }).optional(),
  /** When the web server was last told to be taken over by new processes, and why it was not. */
  restart: z.object({ at: z.string(), problem: z.string().optional() }).optional(),
})
export type RunFile = z.infer<typeof RunFile>

/** What the file says, whether or not those processes still live. */
export function readRunFile(folder: string): RunFile | undefined {
  try {
    return RunFile.parse(JSON.parse(readFileSync(join(folder, "run.json"), "utf8")))
  } catch {
    return undefined
  }
}

/** Replaces the file in one step, so that nobody reads half of it. */
export function writeRunFile(folder: string, run: RunFile): void {
  const file = join(folder, "run.json")
  writeFileSync(`${file}.new`, `${JSON.stringify(run, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

export function removeRunFile(folder: string): void {
  rmSync(join(folder, "run.json"), { force: true })
}
