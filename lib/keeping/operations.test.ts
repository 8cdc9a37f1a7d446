/** docs/operations.md, compose.yaml and the code say the same. */
import { spawn, spawnSync } from "node:child_process"
import { once } from "node:events"
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs"
import { createServer } from "node:http"
import type { AddressInfo } from "node:net"
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
  const settings = all(/\b(STOA_[A-Z_]*[A-Z])\b/g).filter(
    // The second is compose.yaml's own.
    (name) => !["STOA_BACKUP", "STOA_USER"].includes(name),
  )
  expect(settings.length).toBeGreaterThan(10)
  for (const name of settings) expect(Object.keys(Environment.shape)).toContain(name)
})

/** Of man systemd.unit, systemd.service and systemd.exec: a line that systemd does not know is only logged by it. */
const KNOWN = {
  Unit: ["Description", "Requires", "After", "Wants"],
  Socket: ["ListenStream", "Backlog"],
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

const [socket = "", service = ""] = [...operations.matchAll(/```ini\n([\s\S]*?)```/g)].map(([, unit]) => unit)

test("the units say nothing that systemd does not know, and give the forum time to end", () => {
  for (const [unit, kind] of [[socket, "Socket"] as const, [service, "Service"] as const]) {
    const parts = unit.split(/^\[/m).slice(1)
    expect(parts.map((part) => part.split("]")[0])).toEqual(["Unit", kind, "Install"])
    for (const part of parts) {
      const [name = "", lines = ""] = part.split("]\n")
      const said = lines.split("\n").filter((line) => line && !line.startsWith("#"))
      for (const line of said) expect(KNOWN[name as keyof typeof KNOWN]).toContain(line.split("=")[0])
    }
  }
  const seconds = Number(/^TimeoutStopSec=(\d+)$/m.exec(service)?.[1])
  const grace = Number(/stop_grace_period: (\d+)s/.exec(text)?.[1])
  // The web server and the worker each have their time, one after the other.
  expect(Math.min(seconds, grace)).toBeGreaterThanOrEqual(60)
  // The address is the one at which the forum is asked, and nobody comes past the proxy.
  expect(socket).toContain(`ListenStream=127.0.0.1:${Environment.parse({}).PORT}\n`)
  const calls = [...service.matchAll(/^Exec\w+=(.*)$/gm)].map(([, call]) => call)
  // npm closes the socket that it was handed.
  expect(calls).toEqual([`/usr/bin/${stoa.scripts.start}`, "/usr/bin/npm run forum -- restart"])
  // A socket that is left starts the forum again for whoever asks, in the middle of a restore.
  const stops = [...operations.matchAll(/systemctl stop ([^#`\n]*)/g)].map(([, units]) => units!.trim())
  expect([...new Set(stops)]).toEqual(["stoa.socket stoa.service"])
})

test("systemd itself has nothing to say against the units, where it is there to be asked", () => {
  const folder = mkdtempSync(join(tmpdir(), "stoa-unit-"))
  const said = (change = (unit: string) => unit): string | undefined => {
    const files = { "stoa.socket": socket, "stoa.service": service }
    // It looks whether what is called is there: npm may lie elsewhere on this machine.
    for (const [name, unit] of Object.entries(files))
      writeFileSync(join(folder, name), change(unit.replace(/=\/usr\/bin\/n.*/g, "=/bin/true")))
    const names = Object.keys(files).map((name) => join(folder, name))
    const { error, stderr } = spawnSync("systemd-analyze", ["verify", "--man=no", ...names], {
      encoding: "utf8",
    })
    if (error) return undefined
    return stderr
      .split("\n")
      .filter((line) => /stoa\.(?:service|socket)/.test(line))
      .join("\n")
  }
  expect(said() ?? "").toBe("")
  expect(said((unit) => unit.replace("Backlog=", "Backlogs=")) ?? "Backlogs").toContain("Backlogs")
  rmSync(folder, { recursive: true })
})

/** Of the Compose specification, what a service of ours may say. */
const OF_SERVICES = [
  ...["image", "user", "working_dir", "command", "init", "stop_grace_period", "restart", "environment"],
  ...["volumes", "healthcheck", "logging", "ports"],
]
type Service = {
  image: string
  user?: string
  healthcheck?: { test: string[] }
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
    // Beside settings of ours: where npm writes, whoever the user is.
    for (const name of Object.keys(service.environment ?? {}))
      expect([...Object.keys(Environment.shape), "HOME"]).toContain(name)
  }
  const { forum, tls } = services
  expect(forum!.command.join(" ")).toBe(stoa.scripts.start)
  expect(forum!.user).toMatch(/^\$\{STOA_USER:-[1-9]\d*:[1-9]\d*\}$/)
  expect(forum!.environment!.HOME).toBe("/tmp")
  expect(Number(/^node:(\d+)-/.exec(forum!.image)?.[1])).toBeGreaterThanOrEqual(
    Number.parseFloat(stoa.engines.node.slice(2)),
  )
  // A driver that throws old lines away by itself.
  expect(forum!.logging?.driver).toBe("local")
  // The proxy leads to the service by its name, at the port where a forum listens unless told.
  expect(tls!.command.at(-1)).toBe(`forum:${Environment.parse({}).PORT}`)
  expect(tls!.ports).toEqual(["80:80", "443:443"])
  const [way, ...call] = forum!.healthcheck!.test
  expect([way, call]).toEqual(["CMD", ["node", HEALTHY]])
  expect(() => plainYaml("services:\n  forum:\n   image: a\n  - b")).toThrow()
})

const HEALTHY = "lib/launcher/healthy.mjs"

test.each([
  [200, 0],
  [503, 1],
  [undefined, 1],
])("a container is healthy by what the forum says: %s gives %i", async (status, code) => {
  const asked: (string | undefined)[] = []
  const server = createServer(({ url }, response) => {
    asked.push(url)
    response.writeHead(status ?? 500).end("{}")
  }).listen(0, "127.0.0.1")
  await once(server, "listening")
  const PORT = String((server.address() as AddressInfo).port)
  if (status === undefined) await new Promise((done) => server.close(done))
  const child = spawn(process.execPath, [HEALTHY], { env: { ...process.env, PORT }, stdio: "ignore" })
  expect(await once(child, "exit")).toEqual([code, null])
  expect(asked).toEqual(status === undefined ? [] : ["/api/health"])
  server.close()
})

test("what an operator looks for is found, on one machine and in AWS", () => {
  const rows = [...operations.matchAll(/^\| (\w[\w ,]*) \| (\[.+) \| (\[.+) \|$/gm)]
  expect(rows.map(([, what]) => what)).toEqual([
    ...[
      "deploy",
      "first owner",
      "domain",
      "mail",
      "alarms, and what to do for each",
      "dead letters",
      "rebuild",
    ],
    ...["backup and restore", "outage", "upgrade and rollback", "cost"],
  ])
  const anchors = (file: string): string[] =>
    [...readFileSync(file, "utf8").matchAll(/^#+ (.*)$/gm)].map(([, title]) =>
      title!
        .toLowerCase()
        .replaceAll(/[^\w -]/g, "")
        .replaceAll(" ", "-"),
    )
  const links = [...operations.matchAll(/\]\(((?:aws|\.\.\/README)\.md)?#([\w-]+)\)/g)]
  expect(links.length).toBeGreaterThan(25)
  for (const [, file = "operations.md", anchor] of links)
    expect(anchors(join("docs", file)), `${file}#${anchor}`).toContain(anchor)
})
