/** For tests in which a few people write more than limits allow. */
import { vi } from "vitest"
import { forgetConfig } from "#lib/config.ts"

/** In this test file nobody is held up by a rate limit. */
export function withoutLimits(): void {
  vi.stubEnv("STOA_LIMIT_SCALE", "100000")
  forgetConfig()
}
