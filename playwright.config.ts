import { rmSync } from "node:fs"
import { join } from "node:path"
import { defineConfig, devices } from "@playwright/test"
import { type Chromium, chromium } from "#lib/testing/chromium.ts"
import { scratch } from "#lib/testing/scratch.ts"

// The workers load this file again: what the first one chose is handed on in the environment.
if (!process.env.STOA_E2E_HOME) {
  const made = scratch("e2e")
  process.env.STOA_E2E_HOME = made
  process.on("exit", () => rmSync(made, { recursive: true, force: true }))
}
/** Holds the forum's data folder, what it printed (log), and the sessions of the people in the tests. */
const home = process.env.STOA_E2E_HOME
const [data, log] = [join(home, "data"), join(home, "log")]
process.env.STOA_E2E_PORT ??= String(20_000 + Math.floor(Math.random() * 20_000))
const port = Number(process.env.STOA_E2E_PORT)
// Looking for it starts it.
process.env.STOA_E2E_CHROMIUM ??= JSON.stringify(await chromium())
const { executablePath, env, args }: Chromium = JSON.parse(process.env.STOA_E2E_CHROMIUM)
const browser = { executablePath, args, env: { ...(process.env as Record<string, string>), ...env } }

const desktop = { viewport: { width: 1280, height: 800 } }
const { userAgent, ...telephone } = devices["iPhone 13"]
// Three points for each of the page's are nine times as much to paint, and nobody looks.
const phone = { ...telephone, deviceScaleFactor: 1, defaultBrowserType: "chromium" as const }
/**
 * What people do must also work without a script: the tests marked @plain. On a phone, those marked @phone. What is only
 * there without one is @unscripted; what must work even without one on a phone is @most.
 */
const withoutScript = { javaScriptEnabled: false }

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/browser",
  timeout: 45_000,
  expect: { timeout: 10_000 },
  fullyParallel: false,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  // On shared machines a page may come late once; what fails twice is broken. The list names what was tried again.
  retries: process.env.CI ? 1 : 0,
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    baseURL: `http://localhost:${port}`,
    browserName: "chromium",
    launchOptions: browser,
    locale: "en-GB",
    screenshot: "only-on-failure",
    // Tracing all costs a third of the time.
    trace: "on-first-retry",
  },
  projects: [
    { name: "people", testMatch: "people.setup.ts", use: desktop, teardown: "log" },
    { name: "log", testMatch: "log.teardown.ts" },
    { name: "desktop", dependencies: ["people"], grepInvert: /@unscripted/, use: desktop },
    { name: "phone", dependencies: ["people"], grep: /@phone/, use: phone },
    {
      name: "desktop, no script",
      dependencies: ["people"],
      grep: /@plain|@unscripted/,
      use: { ...desktop, ...withoutScript },
    },
    {
      name: "phone, no script",
      dependencies: ["people"],
      // What a small screen without a script shows is what the two beside it show: here only what most people do.
      grep: /@most/,
      use: { ...phone, ...withoutScript },
    },
  ],
  webServer: {
    // What a person would type, on a folder of its own. What it prints is read by log.teardown.ts.
    command: `npm start -- --demo > "${log}" 2>&1 || { cat "${log}" >&2; exit 1; }`,
    stderr: "pipe",
    url: `http://localhost:${port}/api/health`,
    timeout: 300_000,
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    env: {
      PORT: String(port),
      STOA_DATA: data,
      STOA_URL: `http://localhost:${port}`,
      STOA_LIMIT_SCALE: "1000",
      // A merge can be undone when no reply can be on its way any more: here none is, after so many seconds.
      STOA_IN_FLIGHT: "3",
      STOA_MAGIC_LINKS: "on",
    },
  },
})
