/** Child processes that do not know us, and yet must end when we do, also when we are killed. */
import { type ChildProcess, spawn } from "node:child_process"
import type { Readable } from "node:stream"
import type { Running } from "./supervise.ts"

/**
 * A shell holds the other end of a pipe of ours, in a process group of its own: Ctrl-C in the terminal does
 * not reach the child before we have finished with it, and the pipe closes however we end. The shell's own
 * words about how the child ended go nowhere: we tell that ourselves.
 */
const SCRIPT = `
exec 4<&0
"$@" </dev/null 3>&- 4<&- & child=$!
echo $child >&3
exec 3>&- 2>/dev/null
trap '' INT HUP TERM
( read -r _ <&4; kill -TERM $child; sleep 5; kill -KILL $child ) </dev/null >/dev/null 2>&1 & watch=$!
exec 4<&-
wait $child; code=$?
kill -KILL $watch
exit $code
`

export type TetherOptions = {
  env?: NodeJS.ProcessEnv
  /** Where its output goes: a file descriptor, or ours. */
  output?: number | "inherit"
}

/** Starts a command that ends when we do. Resolves when its process is there. */
export async function tether(
  command: string,
  args: string[],
  { env = process.env, output = "inherit" }: TetherOptions = {},
): Promise<Running> {
  const windows = process.platform === "win32"
  const shell = windows
    ? spawn(command, args, { env, stdio: ["ignore", output, output] })
    : spawn("/bin/sh", ["-c", SCRIPT, "tether", command, ...args], {
        env,
        detached: true,
        stdio: ["pipe", output, output, "pipe"],
      })
  const exited = exitOf(shell)
  shell.stdin?.on("error", () => {})
  const pid = windows ? (shell.pid ?? 0) : Number(await firstLine(shell.stdio[3] as Readable))
  return {
    pid,
    exited,
    stop: async () => {
      if (windows) shell.kill()
      else shell.stdin?.end()
      await exited
    },
    kill: () => {
      if (windows) shell.kill("SIGKILL")
      else killGroup(shell.pid)
    },
  }
}

/** How a child ended, in words; resolves once. */
export function exitOf(child: ChildProcess): Promise<string> {
  return new Promise((done) => {
    child.on("error", (error) => done(error.message))
    child.on("exit", (code, signal) => done(signal ? `signal ${signal}` : inWords(code ?? 0)))
  })
}

/** The shell says 128 + n for a child that signal n ended. */
function inWords(code: number): string {
  return code > 128 && code < 160 ? `signal ${code - 128}` : `exit code ${code}`
}

function killGroup(pid: number | undefined): void {
  try {
    if (pid) process.kill(-pid, "SIGKILL")
  } catch {
    // It has ended already.
  }
}

async function firstLine(stream: Readable): Promise<string> {
  let text = ""
  for await (const chunk of stream) text += chunk
  return text.trim()
}
