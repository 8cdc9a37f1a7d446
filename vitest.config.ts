import { defineConfig } from "vitest/config"

export default defineConfig({
  test: {
    include: ["infra/**/*.test.ts", "lib/**/*.test.ts", "app/**/*.test.ts", "components/**/*.test.ts"],
    env: { AUTH_SECRET: "a secret that only the tests of this forum use" },
    globalSetup: "lib/testing/engine.ts",
    reporters: [
      "default",
      ["json", { outputFile: process.env.STOA_TEST_RESULT ?? "test-results/unit.json" }],
    ],
    // It imports "next/server" as only a bundler finds it.
    server: { deps: { inline: ["next-auth"] } },
    pool: "threads",
    // One more than a small machine has processors: some files wait for timers, and for processes that they kill.
    maxWorkers: 3,
    retry: process.env.CI ? 1 : 0,
    testTimeout: 20_000,
    hookTimeout: 20_000,
  },
})
