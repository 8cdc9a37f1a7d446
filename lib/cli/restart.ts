import { MINUTE, now, sleep } from "#lib/base/clock.ts"
import { config } from "#lib/config.ts"
import { takeLock } from "#lib/launcher/lock.ts"
import { Refusal } from "#lib/launcher/refusal.ts"
import { type RunFile, readRunFile } from "#lib/launcher/run-file.ts"
import { type Command, Mistake } from "./command.ts"

/** To build the pages on a small machine, and to take over one after the other. */
const LONGEST = 10 * MINUTE

export const restartCommand: Command = {
  name: "restart",
  usage: "",
  summary:
    "Lets new processes of the sources as they are now take the running forum over, without a refused request; builds the pages first where they changed.",
  mayRunTwice: "May be run twice.",
  options: {},
  help: {},
  async run(words) {
    if (words.length > 0) throw new Mistake("It takes no words: npm run forum -- restart")
    const { data } = config()
    const run = readRunFile(data)
    if (!run?.web || !isAlive(run.pid) || isFree(data))
      throw new Refusal(`No forum runs on the data folder ${data}: npm start starts it.`)
    const began = now()
    console.log("The forum is asked to restart; it goes on meanwhile.")
    process.kill(run.pid, "SIGUSR2")
    const outcome = await outcomeOf(data, run, began + LONGEST)
    if (outcome.problem) throw new Refusal(`The forum goes on as it was: ${outcome.problem}`)
    console.log(`New processes have taken over, after ${Math.ceil((now() - began) / 1000)} s.`)
    return 0
  },
}

/** What the launcher writes down when it has done it, or could not. */
async function outcomeOf(
  data: string,
  { pid, startedAt, restart }: RunFile,
  until: number,
): Promise<{ problem?: string }> {
  while (now() < until) {
    const run = readRunFile(data)
    if (run?.pid !== pid || run.startedAt !== startedAt || !isAlive(pid))
      return { problem: "it was stopped meanwhile." }
    if (run.restart && run.restart.at !== restart?.at) return run.restart
    await sleep(100)
  }
  return { problem: "it did not answer: look into its log." }
}

/** Then what the run file names was killed, and its process id may be somebody else's by now. */
function isFree(data: string): boolean {
  const lock = takeLock(data)
  lock?.release()
  return lock !== undefined
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM"
  }
}
