/** The tests of what `npm run build:aws` made: they call the bundles as Amazon does (npm test -- aws). */
import { mergeConfig } from "vitest/config"
import base from "./vitest.config.ts"

const config = mergeConfig(base, {
  test: {
    // Two instances of the site, and what they ask: the machine has enough to do with one file at a time.
    maxWorkers: 1,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
})
config.test.reporters = ["default", ["json", { outputFile: "test-results/bundles.json" }]]
config.test.include = ["lib/aws/**/*.bundled.ts"]
export default config
