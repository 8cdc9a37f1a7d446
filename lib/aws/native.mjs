// Packages with code for the processor: they go along as npm installed them for this machine.
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from "node:fs"
import { dirname, join } from "node:path"

/** Those that are not bundled, because they load that code by themselves. */
export const NATIVE = ["sharp", "@node-rs/argon2"]

/** Copies a package with all that it needs, as far as it is installed. */
export function copyPackage(name, into, again = false) {
  const from = join("node_modules", name)
  const to = join(into, name)
  if (again) rmSync(to, { recursive: true, force: true })
  if (!existsSync(from) || existsSync(to)) return
  mkdirSync(dirname(to), { recursive: true })
  cpSync(from, to, { recursive: true, dereference: true })
  const { dependencies = {}, optionalDependencies = {} } = JSON.parse(
    readFileSync(join(from, "package.json"), "utf8"),
  )
  for (const needed of Object.keys({ ...dependencies, ...optionalDependencies })) copyPackage(needed, into)
}
