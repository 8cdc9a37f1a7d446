/** docs/operations.md, compose.yaml and the code say the same. */
import { readFileSync } from "node:fs"
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
  for (const { name } of COMMANDS.filter(({ name }) => /export|restore|backup|restart/.test(name)))
    expect(operations).toContain(`npm run forum -- ${name}`)
})

test("every setting that they are told exists", () => {
  const settings = all(/\b(STOA_[A-Z_]*[A-Z])\b/g).filter((name) => name !== "STOA_BACKUP")
  expect(settings.length).toBeGreaterThan(10)
  for (const name of settings) expect(Object.keys(Environment.shape)).toContain(name)
})

/** Of man systemd.unit, systemd.service and systemd.exec: a line that systemd does not know is only logged by it. */
const KNOWN = {
  Unit: ["Description", "After", "Wants"],
  Service: [
    ...[
      "User",
      "WorkingDirectory",
      "Environment",
      "EnvironmentFile",
      "ExecStart",
      "ExecReload",
      "TimeoutStartSec",
      "KillMode",
      "TimeoutStopSec",
    ],
    ...["Restart", "RestartSec", "UMask", "NoNewPrivileges", "PrivateTmp", "ProtectSystem"],
  ],
  Install: ["WantedBy"],
}

test("the unit says nothing that systemd does not know, and gives the forum time to end", () => {
  const [, unit = ""] = /```ini\n([\s\S]*?)```/.exec(operations) ?? []
  const parts = unit.split(/^\[/m).slice(1)
  expect(parts.map((part) => part.split("]")[0])).toEqual(Object.keys(KNOWN))
  for (const part of parts) {
    const [name = "", lines = ""] = part.split("]\n")
    const said = lines.split("\n").filter((line) => line && !line.startsWith("#"))
    for (const line of said) expect(KNOWN[name as keyof typeof KNOWN]).toContain(line.split("=")[0])
  }
  const seconds = Number(/^TimeoutStopSec=(\d+)$/m.exec(unit)?.[1])
  const grace = Number(/stop_grace_period: (\d+)s/.exec(text)?.[1])
  // The web server and the worker each have their time, one after the other.
  expect(Math.min(seconds, grace)).toBeGreaterThanOrEqual(60)
})
