/** Which addresses lead to pages that Next keeps and gives to everybody: as its build wrote it down. */
import { readFileSync } from "node:fs"
import { join } from "node:path"

type Manifest = {
  routes: Record<string, unknown>
  /** Those without a data route are no pages. */
  dynamicRoutes: Record<string, { routeRegex: string; dataRoute: string | null }>
}

/** @param dist the folder of the build @param more addresses that are rewritten to such pages */
export function keptRoutes(dist: string, more: readonly string[]): (url: string) => boolean {
  const file = readFileSync(join(dist, "prerender-manifest.json"), "utf8")
  const { routes, dynamicRoutes } = JSON.parse(file) as Manifest
  const names = new Set([...Object.keys(routes), ...more])
  const forms = Object.values(dynamicRoutes).flatMap(({ routeRegex, dataRoute }) =>
    dataRoute ? [new RegExp(routeRegex)] : [],
  )
  return (url) => spellings(url).some((path) => names.has(path) || forms.some((form) => form.test(path)))
}

/** The ways in which Next may read an address: with dots and escapes, and without. */
function spellings(url: string): string[] {
  const path = url.split("?", 1)[0]!
  const plain = URL.canParse(path, "http://forum") ? new URL(path, "http://forum").pathname : path
  return [path, plain, decoded(plain)]
}

function decoded(path: string): string {
  try {
    return decodeURIComponent(path)
  } catch {
    return path
  }
}
