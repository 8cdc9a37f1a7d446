/** docs/operations.md, compose.yaml and the code say the same. */
import { spawnSync } from "node:child_process"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { expect, test } from "vitest"
import { COMMANDS } from "#lib/cli/forum.ts"
import { Environment } from "#lib/config/environment.ts"
import { plainYaml } from "#lib/testing/plain-yaml.ts"
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

test("systemd itself has nothing to say against the unit, where it is there to be asked", () => {
  const folder = mkdtempSync(join(tmpdir(), "stoa-unit-"))
  const [, unit = ""] = /```ini\n([\s\S]*?)```/.exec(operations) ?? []
  const said = (text: string): string => {
    writeFileSync(join(folder, "stoa.service"), text)
    // It looks whether what is called is there: npm may lie elsewhere on this machine.
    const { error, stderr } = spawnSync(
      "systemd-analyze",
      ["verify", "--man=no", join(folder, "stoa.service")],
      {
        encoding: "utf8",
      },
    )
    const ours = (error ? "" : stderr).split("\n").filter((line) => line.includes("stoa.service"))
    return ours.join("\n")
  }
  const calls = [...unit.matchAll(/^Exec\w+=(.*)$/gm)].map(([, call]) => call)
  expect(calls).toEqual(["/usr/bin/npm start", "/usr/bin/npm run forum -- restart"])
  expect(said(unit.replace(/=\/usr\/bin\/npm .*/g, "=/bin/true"))).toBe("")
  rmSync(folder, { recursive: true })
})

/** Of the Compose specification, what a service of ours may say. */
const OF_SERVICES = [
  ...["image", "working_dir", "command", "init", "stop_grace_period", "restart", "environment", "volumes"],
  ...["logging", "ports"],
]
type Service = {
  image: string
  command: string[]
  restart: string
  volumes: string[]
  environment?: Record<string, string>
  ports?: string[]
  logging?: { driver: string }
}
type Compose = { services: Record<string, Service>; volumes: Record<string, unknown> }

test("compose.yaml is well formed, and each thing that it names is there", () => {
  const { services, volumes, ...others } = plainYaml(
    readFileSync("compose.yaml", "utf8"),
  ) as unknown as Compose
  expect(Object.keys(others)).toEqual([])
  for (const service of Object.values(services)) {
    for (const name of Object.keys(service)) expect(OF_SERVICES).toContain(name)
    expect(service.image).toMatch(/^[a-z]+:[\w.-]+$/)
    expect(service.restart).toBe("unless-stopped")
    for (const volume of service.volumes) {
      const from = volume.split(":")[0]!
      expect(from.startsWith(".") ? existsSync(from) : from in volumes, volume).toBe(true)
    }
    for (const name of Object.keys(service.environment ?? {}))
      expect(Object.keys(Environment.shape)).toContain(name)
  }
  const { forum, tls } = services
  const [program, ...words] = forum!.command
  expect([program, words.every((one) => one in stoa.scripts)]).toEqual(["npm", true])
  expect(Number(/^node:(\d+)-/.exec(forum!.image)?.[1])).toBeGreaterThanOrEqual(
    Number.parseFloat(stoa.engines.node.slice(2)),
  )
  // A driver that throws old lines away by itself.
  expect(forum!.logging?.driver).toBe("local")
  // The proxy leads to the service by its name, at the port where a forum listens unless told.
  expect(tls!.command.at(-1)).toBe(`forum:${Environment.parse({}).PORT}`)
  expect(tls!.ports).toEqual(["80:80", "443:443"])
  expect(() => plainYaml("services:\n  forum:\n   image: a\n  - b")).toThrow()
})
