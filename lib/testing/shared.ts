/** Real input that lies beside the project, in `../shared`, where there is any. Tests pass without it. */
import { existsSync, readFileSync } from "node:fs"
import { resolve } from "node:path"

const folder = resolve(process.env.STOA_SHARED ?? resolve(import.meta.dirname, "../../../shared"), "data")

/** The path of a file or folder of the shared data, or undefined where it is missing. */
export function sharedPath(name: string): string | undefined {
  const path = resolve(folder, name)
  return existsSync(path) ? path : undefined
}

/** A shared JSON file; an empty list where it is missing, so that tests can be declared (and skipped). */
export function sharedList<T>(name: string): T[] {
  const path = sharedPath(name)
  return path ? (JSON.parse(readFileSync(path, "utf8")) as T[]) : []
}
