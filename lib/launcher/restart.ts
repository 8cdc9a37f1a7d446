/** The web server and the worker of a running forum are taken over by new ones, of the sources as they are now. */
import { nowIso } from "#lib/base/clock.ts"
import { build, builtIn, distOf, folderBeside } from "./build.mjs"
import { say } from "./refusal.ts"
import { type RunFile, writeRunFile } from "./run-file.ts"
import type { Supervised } from "./supervise.ts"
import type { Web } from "./web.ts"

export type Restarted = {
  web: Pick<Web, "replace">
  worker: Pick<Supervised, "restart">
  run: RunFile
  /** The data folder. */
  folder: string
  /** Which build is served: a new process is started with that. */
  served: { from: string }
}

/** What the environment says to a web process that serves that build; scripts of the one before lie beside it. */
export function serving(from: string): Record<string, string> {
  return { ...distOf(from), STOA_FORMER_DIST: folderBeside(from) }
}

/**
 * Builds where that is needed, beside what is served; then a new process answers before the one that it replaces ends.
 * What goes wrong is told, and all stays as it is. The outcome is in the run file, for who asked.
 */
export async function restart(
  { web, worker, run, folder, served }: Restarted,
  pages = { built: builtIn, build: (into: string) => build(process.execPath, into) },
): Promise<void> {
  try {
    const built = pages.built()
    const to = built ?? folderBeside(served.from)
    if (!built) await pages.build(to)
    await web.replace(() => serving(to))
    // Not before: one that dies meanwhile is started anew from what was served.
    served.from = to
    await worker.restart()
    run.restart = { at: nowIso() }
    say("The web server and the worker were taken over by new ones.")
  } catch (error) {
    const problem = (error as Error).message
    say(`The forum goes on as it was, because what should take over did not start: ${problem}`)
    return refuseRestart(folder, run, problem)
  }
  writeRunFile(folder, run)
}

/** Tells who asked why nothing was taken over. */
export function refuseRestart(folder: string, run: RunFile, problem: string): void {
  run.restart = { at: nowIso(), problem }
  writeRunFile(folder, run)
}
