import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { afterEach, expect, test, vi } from "vitest"
import { sleep } from "#lib/base/clock.ts"
import { watchSources } from "./sources.ts"

const folder = mkdtempSync(join(tmpdir(), "stoa-sources-"))
let stop = (): void => {}
afterEach(() => {
  stop()
  rmSync(folder, { recursive: true, force: true })
})

test("a source that changes is told once it is quiet; a test, and what an editor leaves behind, are not", async () => {
  mkdirSync(join(folder, "deep"))
  writeFileSync(join(folder, "deep", "rule.ts"), "1")
  let told = 0
  stop = watchSources(folder, () => told++)
  await sleep(300)
  told = 0
  writeFileSync(join(folder, "deep", "rule.test.ts"), "1")
  writeFileSync(join(folder, "deep", ".rule.ts.swp"), "1")
  await sleep(400)
  expect(told).toBe(0)
  writeFileSync(join(folder, "deep", "rule.ts"), "2")
  writeFileSync(join(folder, "deep", "rule.ts"), "3")
  await vi.waitFor(() => expect(told).toBe(1), 5_000)
  await sleep(300)
  expect(told).toBe(1)
})
