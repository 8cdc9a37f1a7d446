// `npm start`, and its siblings `npm run dev` and `npm run forum`. Plain JavaScript for Node 20.9, because it
// runs before anything is installed: it installs, builds, and hands over to the Node that npm installed.
import { spawn } from "node:child_process"
import { existsSync } from "node:fs"
import { dirname, resolve } from "node:path"
import { fileURLToPath, pathToFileURL } from "node:url"
import { build, keepActionsKey, needsBuild } from "./build.mjs"
import { install, needsInstall } from "./install.mjs"
import { capableNode, isCapable, MIN_NODE, supports } from "./node.mjs"
import { refusal } from "./refused.mjs"
import { givenSocket, takeSocket } from "./socket.mjs"

const USAGE = `npm start                     starts the forum
npm start -- --demo           starts it, and fills an empty forum with a small example
npm run dev                   starts it for developers: pages and the worker follow the sources
npm run forum -- --help       the operator's commands

Settings are environment variables, for example PORT=3001 npm start: see docs/operations.md.`

process.chdir(resolve(dirname(fileURLToPath(import.meta.url)), "../.."))
try {
  process.exitCode = await main(process.argv.slice(2))
} catch (error) {
  console.error(error?.name === "Refusal" ? error.message : error)
  process.exit(1)
}

async function main(args) {
  if (!supports(process.versions.node, MIN_NODE)) {
    console.error(
      `Stoa needs Node ${MIN_NODE} or newer, and this is ${process.versions.node}: install a newer one from https://nodejs.org, then run npm start again.`,
    )
    return 1
  }
  const forum = args[0] === "--forum"
  const unknown = forum ? [] : args.filter((arg) => !["--demo", "--dev", "--help", "-h"].includes(arg))
  if (unknown.length > 0) {
    console.error(`npm start does not know ${unknown.join(" ")}.\n\n${USAGE}`)
    return 1
  }
  if (!forum && (args.includes("--help") || args.includes("-h"))) {
    console.log(USAGE)
    return 0
  }
  if (forum && args[1] === "restart" && existsSync("package-lock.json") && needsInstall())
    throw refusal(
      "This version is made of other packages, and installing them would take those away that the running forum is made of: stop it, then run npm start (systemctl restart stoa does both).",
    )
  // A copied tree without sources to install from (an image, a bundle) is taken as it is.
  if (existsSync("package-lock.json") && needsInstall()) await install()
  const node = capableNode()
  if (forum) return handOver(node, "lib/cli/forum.ts", args.slice(1))

  takeSocket()
  const dev = args.includes("--dev")
  process.env.NODE_ENV = dev ? "development" : "production"
  process.env.NEXT_TELEMETRY_DISABLED = "1"
  process.env.NEXT_SERVER_ACTIONS_ENCRYPTION_KEY ||= keepActionsKey()
  if (!dev && needsBuild()) {
    // A taken port or a wrong setting is told before the build, not after it.
    const refused = await run(node, "lib/launcher/launch.ts", ["--check"])
    if (refused) return refused
    await build(node)
  }
  return handOver(node, "lib/launcher/launch.ts", args)
}

/** Goes on in this process when its Node can, else in a child that ends with it. Gives the exit code. */
async function handOver(node, file, args) {
  if (node !== process.execPath || !isCapable(process.versions.node)) return run(node, file, args)
  hideExperimentalWarnings()
  process.argv = [process.execPath, resolve(file), ...args]
  await import(pathToFileURL(resolve(file)).href)
  return process.exitCode
}

function run(node, file, args) {
  // At the same place, where it is told to look for it.
  const socket = givenSocket()
  const child = spawn(node, ["--disable-warning=ExperimentalWarning", file, ...args], {
    stdio: ["inherit", "inherit", "inherit", ...(socket === undefined ? [] : [socket]), "ipc"],
  })
  // From a terminal the child hears these as well; it takes two within a moment for one.
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) process.on(signal, () => child.kill(signal))
  return new Promise((done, fail) => {
    child.on("error", fail)
    child.on("exit", (code, signal) => done(signal ? 1 : code))
  })
}

/** node:sqlite calls itself experimental at each start; its use here is covered by tests. */
function hideExperimentalWarnings() {
  const emit = process.emitWarning
  process.emitWarning = (warning, ...rest) => {
    if (rest[0] !== "ExperimentalWarning") emit.call(process, warning, ...rest)
  }
}
