/**
 * The Chromium of the browser tests. It comes inside an npm package, so nothing is downloaded from anywhere
 * else; where that one cannot run (another system than Linux on x64), Playwright's own is fetched.
 */
import { spawnSync } from "node:child_process"
import { existsSync, mkdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"

export type Chromium = { executablePath?: string; env: Record<string, string>; args: string[] }

/** Without a sandbox of its own: tests run as root in containers, on pages of ours. */
const ARGS = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
]

/** Finds a Chromium that runs, unpacks or fetches it if need be, and says so. @throws Error that says what to do */
export async function chromium(): Promise<Chromium> {
  const named = process.env.STOA_CHROMIUM
  if (named) return { executablePath: named, env: {}, args: ARGS }
  const packed = process.platform === "linux" && process.arch === "x64" ? await fromNpm() : undefined
  return packed ?? fromPlaywright()
}

async function fromNpm(): Promise<Chromium | undefined> {
  const { version } = JSON.parse(readFileSync("node_modules/@sparticuz/chromium/package.json", "utf8"))
  const folder = resolve(".local", `chromium-${version}`)
  if (!existsSync(join(folder, "chromium"))) console.log("Unpacking the Chromium that npm brought (once) ...")
  mkdirSync(folder, { recursive: true })
  // The package unpacks into the temporary folder; ours survives a reboot and is named by its version.
  const before = process.env.TMPDIR
  process.env.TMPDIR = folder
  try {
    const { default: packed, inflate } = await import("@sparticuz/chromium")
    const executablePath = await packed.executablePath()
    const fonts = { FONTCONFIG_PATH: join(folder, "fonts") }
    if (runs(executablePath, {})) return { executablePath, env: hasFonts() ? {} : fonts, args: ARGS }
    // A bare system lacks the libraries that Chromium wants; the package has copies.
    await inflate("node_modules/@sparticuz/chromium/bin/al2023.tar.br")
    const env = { ...fonts, LD_LIBRARY_PATH: join(folder, "al2023", "lib") }
    return runs(executablePath, env) ? { executablePath, env, args: ARGS } : undefined
  } finally {
    if (before === undefined) delete process.env.TMPDIR
    else process.env.TMPDIR = before
  }
}

function runs(executablePath: string, env: Record<string, string>): boolean {
  const { status } = spawnSync(executablePath, ["--version"], {
    env: { ...process.env, ...env },
    timeout: 20_000,
  })
  return status === 0
}

function hasFonts(): boolean {
  return existsSync("/etc/fonts/fonts.conf")
}

function fromPlaywright(): Chromium {
  console.log("Asking Playwright for its Chromium (once) ...")
  const { status } = spawnSync("npx", ["playwright", "install", "chromium"], {
    stdio: "inherit",
    shell: true,
  })
  if (status === 0) return { env: {}, args: ARGS }
  throw new Error(
    "There is no Chromium for the browser tests: install one and name it, STOA_CHROMIUM=/usr/bin/chromium npm test.",
  )
}
