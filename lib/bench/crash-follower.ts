/** The worker of a forum whose processes are killed: as `npm start` runs it, in the process group of who calls this. */
import { spawn } from "node:child_process"
import { tmpdir } from "node:os"

export function startWorker(endpoint: string, table: string): void {
  const env = {
    ...process.env,
    STOA_DATA: tmpdir(),
    STOA_TABLE: table,
    STOA_ENGINE: "embedded",
    DYNAMODB_ENDPOINT: endpoint,
    AUTH_SECRET: process.env.AUTH_SECRET ?? "a secret that only the crash check of this forum uses",
  }
  spawn(process.execPath, ["lib/workers/local.ts"], { stdio: ["ignore", "ignore", "inherit"], env })
}
