import { fork } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"

test.each(["lib/web/server.ts", "lib/workers/local.ts"])(
  "%s ends when who started it goes before it has loaded",
  { timeout: 60_000 },
  async (file) => {
    const data = mkdtempSync(join(tmpdir(), "stoa-parent-"))
    const env = { ...process.env, STOA_DATA: data, DYNAMODB_ENDPOINT: "http://127.0.0.1:9" }
    const child = fork(file, { env, stdio: "ignore" })
    onTestFinished(() => {
      child.kill("SIGKILL")
      rmSync(data, { recursive: true })
    })
    child.disconnect()
    const [code] = await once(child, "exit")
    expect(code).toBe(0)
  },
)
