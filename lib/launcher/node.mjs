// Which Node runs the forum: the one from npm (24), else the running one where it can.
import { spawnSync } from "node:child_process"
import { existsSync, realpathSync } from "node:fs"
import { refusal } from "./refused.mjs"

/** What start.mjs itself runs on. */
export const MIN_NODE = "20.9.0"
/** The first that runs TypeScript as it is, and has node:sqlite without a flag. */
const CAPABLE = "22.18.0"

export const supports = (version, least) => {
  const [a, b] = [version, least].map((text) => text.split(".").map(Number))
  return a[0] !== b[0] ? a[0] > b[0] : a[1] >= b[1]
}
export const isCapable = (version) => supports(version, CAPABLE)

/** The path of a Node that can run the forum. Throws a Refusal. */
export function capableNode() {
  const installed = "node_modules/node/bin/node"
  // npm's own binary comes by an install script: with --ignore-scripts it is absent, or a stub.
  if (existsSync(installed)) {
    const path = realpathSync(installed)
    if (path === realpathSync(process.execPath)) return process.execPath
    const { stdout } = spawnSync(path, ["--version"], { encoding: "utf8" })
    if (stdout?.startsWith("v") && isCapable(stdout.trim().slice(1))) return path
  }
  if (isCapable(process.versions.node)) return process.execPath
  throw refusal(
    `npm did not install the Node ${CAPABLE} or newer that the forum runs on, and this one is ${process.versions.node}: run npm rebuild node (install scripts must be allowed), or install Node 24 from https://nodejs.org, then npm start again.`,
  )
}
