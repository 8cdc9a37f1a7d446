import { execFileSync } from "node:child_process"
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterEach, expect, test } from "vitest"

const BUILD = fileURLToPath(new URL("./build.mjs", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "stoa-build-"))
afterEach(() => rmSync(folder, { recursive: true, force: true }))

test("what a build writes is no reason to build again, and what a page is made of is", () => {
  mkdirSync(join(folder, "lib/words"), { recursive: true })
  write("lib/words/en.ts", "export const en = {}")
  const fresh = hash()
  write("lib/words/known.ts", "export type Known = {}")
  write("lib/words/en.test.ts", "test()")
  expect(hash()).toBe(fresh)
  write("lib/words/en.ts", "export const en = { yes: 1 }")
  expect(hash()).not.toBe(fresh)
})

function write(file: string, text: string): void {
  writeFileSync(join(folder, file), text)
}

/** In a process of its own: the sources are those of its folder. */
function hash(): string {
  const script = `import(${JSON.stringify(BUILD)}).then((build) => console.log(build.hashOfSources()))`
  return execFileSync(process.execPath, ["-e", script], { cwd: folder, encoding: "utf8" }).trim()
}
