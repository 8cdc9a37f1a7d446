// Are the locked dependencies installed? If not, installs them.
import { spawn } from "node:child_process"
import { existsSync, readFileSync } from "node:fs"
import { resolve } from "node:path"
import { refusal } from "./refused.mjs"

/** Compares what npm says it installed with the lockfile: dates lie after a checkout or a copy. */
export function needsInstall(root = ".") {
  const installed = read(`${root}/node_modules/.package-lock.json`)
  const locked = read(`${root}/package-lock.json`)
  if (!installed || !locked) return true
  for (const [path, { version, optional, link }] of Object.entries(locked.packages)) {
    if (path === "" || link) continue
    const there = installed.packages[path]
    if (there ? there.version !== version : !optional) return true
  }
  return !existsSync(`${root}/node_modules/next/package.json`)
}

/** Runs `npm ci`, with the tools that the build needs. Throws a Refusal when it fails. */
export async function install() {
  console.log("Installing what the forum is made of, once (about a minute) ...")
  const start = Date.now()
  const npm = process.env.npm_execpath
  const [command, before] = npm?.endsWith(".js")
    ? [process.execPath, [npm]]
    : [process.platform === "win32" ? "npm.cmd" : "npm", []]
  const child = spawn(command, [...before, "ci", "--include=dev", "--loglevel=error"], {
    stdio: "inherit",
    shell: command === "npm.cmd",
  })
  const ticking = setInterval(() => console.log(`  still installing (${seconds(start)} s)`), 15_000)
  const code = await new Promise((done) => {
    child.on("error", () => done(1))
    child.on("exit", (exitCode) => done(exitCode ?? 1))
  })
  clearInterval(ticking)
  if (code === 0) return console.log(`Installed in ${seconds(start)} s.`)
  throw refusal(
    `npm could not install the packages of ${resolve("package-lock.json")}: see its message above, check the connection to the registry (npm ping), then run npm start again.`,
  )
}

const seconds = (start) => Math.round((Date.now() - start) / 1000)

function read(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8"))
  } catch {
    return undefined
  }
}
