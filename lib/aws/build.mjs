// `npm run build:aws`: what Lambdas run, into .open-next. The site comes from the build of Next by OpenNext, with our own server
// before it (open-next.config.ts); the workers are bundled as they are. Nothing else of this folder goes along (ADR 350).
import { spawnSync } from "node:child_process"
import { mkdirSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs"
import { basename, dirname, join, resolve } from "node:path"
import { fileURLToPath } from "node:url"
import { build, builtIn, keepActionsKey } from "../launcher/build.mjs"
import { capableNode } from "../launcher/node.mjs"
import { bundleCacheHandler, bundleWorkers } from "./bundling.mjs"
import { copyPackage, NATIVE } from "./native.mjs"
import { printSizes } from "./sizes.mjs"
import { forLambdasToo, isForLambdasToo } from "./standalone.mjs"

process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), "../.."))
const OUT = ".open-next"
const SITE = join(OUT, "server-functions/default")

/** What the site's Lambda runs; all else that Next traced are sources. */
const KEPT = [
  ".next",
  "node_modules",
  "lib/web/fonts",
  "index.mjs",
  "middleware.mjs",
  "cache.cjs",
  "composable-cache.cjs",
  "open-next.config.mjs",
  "package.json",
]

if (process.platform !== "linux" || process.arch !== "x64") {
  console.error(
    `The Lambdas run on Linux x64, and what they need of sharp and argon2 is taken from here, which is ${process.platform} ${process.arch}: build them on Linux x64, for example by the workflow that deploys.`,
  )
  process.exit(1)
}
const began = Date.now()
const node = capableNode()
process.env.NEXT_TELEMETRY_DISABLED = "1"
process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ??= keepActionsKey()
// OpenNext looks nowhere else.
if (!builtIn([".next"]) || !isForLambdasToo()) await forLambdasToo(() => build(node, ".next"))
makeSite()
await trim()
await bundleWorkers(join(OUT, "workers"))
printSizes(OUT)
console.log(`Made what Lambdas run in ${Math.round((Date.now() - began) / 1000)} s.`)

function makeSite() {
  const { status, stdout, stderr } = spawnSync(
    node,
    ["node_modules/@opennextjs/aws/dist/index.js", "build"],
    {
      encoding: "utf8",
    },
  )
  if (status === 0) return
  console.error(`${stdout}${stderr}\nOpenNext could not make the site: what is wrong stands above.`)
  process.exit(1)
}

/** Leaves out what nobody asks for, and tells SST so. */
async function trim() {
  keepOnly(SITE)
  // OpenNext leaves sharp out, and traces of the other what it found.
  for (const name of NATIVE) copyPackage(name, join(SITE, "node_modules"), true)
  await bundleCacheHandler(join(SITE, "cache.cjs"))
  makeFolders(join(SITE, ".next/node_modules"))
  for (const unused of ["warmer-function", "revalidation-function", "dynamodb-provider", "cache"])
    rmSync(join(OUT, unused), { recursive: true, force: true })
  // Pages that the build made have no policy yet; ours are made when they are asked for (lib/aws/cache-handler.ts).
  mkdirSync(join(OUT, "cache"))
  noImages(join(OUT, "image-optimization-function"))
  const file = join(OUT, "open-next.output.json")
  const output = JSON.parse(readFileSync(file, "utf8"))
  // Stale tags lie in our own table, and what is too old is made by who asks: neither a table nor a queue for it.
  output.additionalProps = { disableTagCache: true }
  writeFileSync(file, JSON.stringify(output, null, 2))
}

function keepOnly(folder, within = "") {
  for (const name of readdirSync(join(folder, within))) {
    const path = within ? `${within}/${name}` : name
    if (KEPT.includes(path)) continue
    if (KEPT.some((kept) => kept.startsWith(`${path}/`))) keepOnly(folder, path)
    else rmSync(join(folder, path), { recursive: true })
  }
}

/** Next names packages by links, which an archive may lose: a file that leads on does the same. */
function makeFolders(folder) {
  for (const entry of readdirSync(folder, { withFileTypes: true })) {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) makeFolders(path)
    if (!entry.isSymbolicLink()) continue
    const name = readlinkSync(path).split("node_modules/").at(-1)
    rmSync(path)
    mkdirSync(path)
    writeFileSync(join(path, "package.json"), `{"name":${JSON.stringify(basename(path))},"main":"index.js"}`)
    writeFileSync(join(path, "index.js"), `module.exports = require(${JSON.stringify(name)})\n`)
  }
}

/** SST deploys a function that makes pictures smaller, which no page of ours asks for. */
function noImages(folder) {
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder)
  const answer = `{ statusCode: 404, headers: { "content-type": "text/plain", "cache-control": "private, no-store" }, body: "" }`
  writeFileSync(join(folder, "index.mjs"), `export const handler = async () => (${answer})\n`)
}
