import { spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { freePort } from "./preflight.ts"

test("a launcher that is still starting is not ended by who asks for a restart", {
  timeout: 60_000,
}, async () => {
  const data = mkdtempSync(join(tmpdir(), "stoa-launch-"))
  // It asks its engine whether it is there, and gets an answer when we like.
  const engine = createServer().listen(0, "127.0.0.1")
  await once(engine, "listening")
  const endpoint = `http://127.0.0.1:${(engine.address() as AddressInfo).port}`
  const launcher = spawn(process.execPath, ["lib/launcher/launch.ts"], {
    env: { ...process.env, STOA_DATA: data, DYNAMODB_ENDPOINT: endpoint, PORT: String(await freePort()) },
    stdio: ["ignore", "ignore", "inherit"],
  })
  const ended = once(launcher, "exit")
  onTestFinished(() => {
    launcher.kill("SIGKILL")
    engine.closeAllConnections()
    engine.close()
    rmSync(data, { recursive: true, force: true })
  })
  await Promise.race([once(engine, "request"), ended.then((how) => expect(how).toBe("still starting"))])
  launcher.kill("SIGUSR2")
  // Delivered after the other one: it ends by itself.
  launcher.kill("SIGTERM")
  const [, signal] = await ended
  expect(signal).toBeNull()
})
