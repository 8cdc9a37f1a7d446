/** docs/operations.md, compose.yaml and the code say the same. */
import { spawnSync } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { COMMANDS } from "#lib/cli/forum.ts"
import { Environment } from "#lib/config/environment.ts"
import stoa from "../../package.json" with { type: "json" }

const pages = ["docs/operations.md", "README.md", "compose.yaml"]
const text = pages.map((file) => readFileSync(file, "utf8")).join("\n")
const operations = readFileSync("docs/operations.md", "utf8")
const all = (pattern: RegExp): string[] => [...text.matchAll(pattern)].map(([, one]) => one!)

test("every command that operators are told exists", () => {
  const scripts = all(/npm run (?:-s )?([a-z:-]+)/g)
  expect(scripts.length).toBeGreaterThan(10)
  for (const script of scripts) expect(Object.keys(stoa.scripts)).toContain(script)
  const commands = all(/npm run forum -- ([a-z][a-z-]+)/g)
  for (const name of commands) expect(COMMANDS.map((one) => one.name)).toContain(name)
  for (const { name } of COMMANDS.filter(({ name }) => /export|restore|backup/.test(name)))
    expect(operations).toContain(`npm run forum -- ${name}`)
})

test("every setting that they are told exists", () => {
  const settings = all(/\b(STOA_[A-Z_]*[A-Z])\b/g).filter((name) => name !== "STOA_BACKUP")
  expect(settings.length).toBeGreaterThan(10)
  for (const name of settings) expect(Object.keys(Environment.shape)).toContain(name)
})

const hasSystemd = spawnSync("systemd-analyze", ["--version"]).status === 0

test.runIf(hasSystemd)("systemd takes the unit", () => {
  const [, unit = ""] = /```ini\n([\s\S]*?)```/.exec(operations) ?? []
  const folder = mkdtempSync(join(tmpdir(), "stoa-unit-"))
  const file = join(folder, "stoa.service")
  // What is on this machine, and not on every one, is no part of the unit.
  writeFileSync(file, unit.replace("/usr/bin/npm start", "/bin/true").replace("User=stoa\n", ""))
  const { stdout, stderr, status } = spawnSync("systemd-analyze", ["verify", file], { encoding: "utf8" })
  rmSync(folder, { recursive: true })
  expect([status, `${stdout}${stderr}`.split("\n").filter((line) => line.includes("stoa.service"))]).toEqual([
    0,
    [],
  ])
})
