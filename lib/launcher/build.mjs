// Is the build of the pages that of these sources? If not, builds.
import { spawn } from "node:child_process"
import { createHash, randomBytes } from "node:crypto"
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs"
import { delimiter, dirname, join, resolve } from "node:path"
import { refusal } from "./refused.mjs"

/** Everything that ends up in the build. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "proxy.ts",
  "instrumentation.ts",
  "next.config.js",
  "postcss.config.mjs",
  "tsconfig.json",
  "package.json",
  "package-lock.json",
]
/** Parts of lib that no page imports, and the types that the build itself writes. */
const APART = [
  "lib/launcher",
  "lib/cli",
  "lib/testing",
  "lib/bench",
  "lib/dev",
  "lib/aws",
  "lib/words/known.ts",
]

const NEXTS_OWN = ".next"
const FIRST = process.env.STOA_DIST || NEXTS_OWN
/** A forum that runs serves its pages out of one of them, while those of another version are built into the other. */
const FOLDERS = [FIRST, `${FIRST}-2`]
const stampOf = (folder) => join(folder, "stoa-build.txt")

/** The folder with a finished build of exactly these sources, among those given. @returns {string | undefined} */
export function builtIn(among = FOLDERS) {
  const sources = hashOfSources()
  return among.find((folder) => {
    try {
      return readFileSync(stampOf(folder), "utf8") === sources
    } catch {
      return false
    }
  })
}

/** Where there is none, one is needed. */
export const needsBuild = () => builtIn() === undefined

/** Builds with the given Node, into a folder that nobody uses. Throws a Refusal when it fails. */
export async function build(node, folder = FIRST) {
  console.log("Building the pages (about half a minute) ...")
  const start = Date.now()
  const sources = hashOfSources()
  const stamp = stampOf(folder)
  // Written only at the end: a build that was killed does not count.
  rmSync(stamp, { force: true })
  const child = spawn(node, ["node_modules/next/dist/bin/next", "build"], {
    stdio: ["ignore", "pipe", "pipe"],
    // The bundler starts the first Node in the PATH for the loader of ours (lib/words/inline.mjs).
    env: {
      ...process.env,
      ...distOf(folder),
      PATH: `${dirname(node)}${delimiter}${process.env.PATH ?? ""}`,
    },
  })
  const said = []
  const listen = (chunk) => {
    said.push(chunk)
    for (const line of String(chunk).split("\n")) if (/^\s*✓/.test(line)) console.log(` ${line.trimEnd()}`)
  }
  child.stdout.on("data", listen)
  child.stderr.on("data", listen)
  const pass = (signal) => child.kill(signal)
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.once(signal, pass)
  const code = await new Promise((done) => {
    child.on("error", () => done(1))
    child.on("close", (exitCode) => done(exitCode ?? 1))
  })
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.off(signal, pass)
  if (code !== 0) {
    throw refusal(
      `${Buffer.concat(said)}\nThe pages could not be built: what is wrong stands above; put it right, then run npm start again.`,
    )
  }
  writeFileSync(stamp, sources)
  console.log(`Built in ${Math.round((Date.now() - start) / 1000)} s.`)
}

/** What the environment says to who builds into a folder, or serves from it. @returns {Record<string, string>} */
export const distOf = (folder) => (folder === NEXTS_OWN ? {} : { STOA_DIST: folder })

/** The one of the two that a forum which serves from `used` does not need. @returns {string} */
export const folderBeside = (used) => (used === FOLDERS[0] ? FOLDERS[1] : FOLDERS[0])

/**
 * The key that seals what a server action carries along. Kept beside the sources, because the build needs it:
 * with a new one, forms on pages that were made before would answer 409.
 */
export function keepActionsKey() {
  const file = join(".local", "actions.key")
  try {
    if (existsSync(file)) return readFileSync(file, "utf8").trim()
    mkdirSync(".local", { recursive: true })
    const key = randomBytes(32).toString("base64")
    writeFileSync(file, key, { mode: 0o600 })
    return key
  } catch (error) {
    throw refusal(
      `${resolve(file)} cannot be used (${error.code}): start the forum as the user who owns this folder, or give the folder to this user (chown -R).`,
    )
  }
}

/** What the pages are built of in this folder, as one word: what a build writes is no part of it. */
export function hashOfSources() {
  const hash = createHash("sha256")
  hash.update(process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ?? "")
  // What runs in the browser has its words built in.
  hash.update(process.env.STOA_LOCALE ?? "")
  for (const source of SOURCES) addTo(hash, source)
  return hash.digest("hex")
}

function addTo(hash, path) {
  if (APART.includes(path) || /\.test\.tsx?$/.test(path)) return
  const is = statSync(path, { throwIfNoEntry: false })
  if (!is) return
  if (is.isDirectory()) {
    for (const name of readdirSync(path).sort()) addTo(hash, `${path}/${name}`)
    return
  }
  hash.update(`${path}\0${is.size}\0`).update(readFileSync(path))
}
