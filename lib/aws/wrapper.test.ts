import { afterEach, expect, test, vi } from "vitest"

afterEach(() => {
  vi.unstubAllEnvs()
  vi.resetModules()
})

test.each([
  ["", false],
  ["off", false],
  ["on", true],
])(
  "with STOA_STREAMING=%s OpenNext is told %s, from which SST makes the mode of the URL",
  async (set, streams) => {
    vi.stubEnv("STOA_STREAMING", set)
    const { default: wrapper } = await import("./wrapper.ts")
    expect(wrapper).toMatchObject({ name: "stoa-lambda", supportStreaming: streams })
  },
)
