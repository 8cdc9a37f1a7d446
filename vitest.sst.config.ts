/** The tests of what SST makes of infra/: they need its platform, which `npm run check:aws` makes and then runs them. */
import { mergeConfig } from "vitest/config"
import base from "./vitest.config.ts"

const config = mergeConfig(base, {
  test: { testTimeout: 120_000, hookTimeout: 120_000 },
})
config.test.reporters = ["default"]
config.test.include = ["infra/**/*.evaluated.ts"]
export default config
