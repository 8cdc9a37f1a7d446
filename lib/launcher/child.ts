/** Processes of our own: they hear us over a channel, and end when it closes. */
import { type ChildProcess, spawn } from "node:child_process"
import type { Running } from "./supervise.ts"
import { exitOf } from "./tether.ts"

/** Runs a file of ours with Node, in our process group. @param drain milliseconds that it gets to end by itself */
export function startChild(args: string[], drain: number): Running {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", ...args], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  })
  return runningOf(child, drain)
}

/** A child of ours as what is watched over. */
export function runningOf(child: ChildProcess, drain: number): Running {
  const exited = exitOf(child)
  return {
    pid: child.pid ?? 0,
    exited,
    stop: async () => {
      child.kill("SIGTERM")
      const patience = setTimeout(() => child.kill("SIGKILL"), drain)
      await exited
      clearTimeout(patience)
    },
    kill: () => child.kill("SIGKILL"),
  }
}
