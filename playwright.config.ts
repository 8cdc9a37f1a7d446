import { mkdtempSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { defineConfig, devices } from "@playwright/test"
import { chromium } from "#lib/testing/chromium.ts"

// The workers load this file again: what the first one chose is handed on in the environment.
process.env.STOA_E2E_DATA ??= mkdtempSync(join(tmpdir(), "stoa-e2e-"))
process.env.STOA_E2E_PORT ??= String(20_000 + Math.floor(Math.random() * 20_000))
const port = Number(process.env.STOA_E2E_PORT)
const { executablePath, env, args } = await chromium()
const browser = { executablePath, args, env: { ...(process.env as Record<string, string>), ...env } }

const desktop = { viewport: { width: 1280, height: 800 } }
const { userAgent, ...phone } = devices["iPhone 13"]
const withScript = /.*\.spec\.ts/
/** What people do that must also work without a script. */
const withoutScript = /(reading|accounts|writing)\.spec\.ts/

export default defineConfig({
  testDir: "e2e",
  outputDir: "test-results/browser",
  timeout: 45_000,
  expect: { timeout: 10_000 },
  fullyParallel: false,
  workers: 2,
  forbidOnly: Boolean(process.env.CI),
  reporter: [["list"], ["json", { outputFile: "test-results/e2e.json" }]],
  use: {
    baseURL: `http://localhost:${port}`,
    browserName: "chromium",
    launchOptions: browser,
    locale: "en-GB",
    screenshot: "only-on-failure",
    trace: "retain-on-failure",
  },
  projects: [
    { name: "desktop", testMatch: withScript, use: desktop },
    { name: "phone", testMatch: withScript, use: { ...phone, defaultBrowserType: "chromium" } },
    { name: "desktop, no script", testMatch: withoutScript, use: { ...desktop, javaScriptEnabled: false } },
    {
      name: "phone, no script",
      testMatch: withoutScript,
      use: { ...phone, defaultBrowserType: "chromium", javaScriptEnabled: false },
    },
  ],
  webServer: {
    // What a person would type, on a folder of its own.
    command: "npm start -- --demo",
    url: `http://localhost:${port}/api/health`,
    timeout: 180_000,
    stdout: "ignore",
    stderr: "pipe",
    gracefulShutdown: { signal: "SIGTERM", timeout: 15_000 },
    env: {
      PORT: String(port),
      STOA_DATA: process.env.STOA_E2E_DATA,
      STOA_URL: `http://localhost:${port}`,
      STOA_LIMIT_SCALE: "1000",
      STOA_MAGIC_LINKS: "on",
    },
  },
})
