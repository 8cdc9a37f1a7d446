/** For developers: tells when a source that a process of ours is made of has changed. */
import { watch } from "node:fs"

/** Editors write a file in several steps, and a checkout changes many. */
const QUIET = 200

/** @param changed called once things are quiet again @returns ends the watching */
export function watchSources(folder: string, changed: () => void): () => void {
  let quiet: NodeJS.Timeout | undefined
  const watcher = watch(folder, { recursive: true }, (_event, file) => {
    if (!file || !isSource(file)) return
    clearTimeout(quiet)
    quiet = setTimeout(changed, QUIET)
  })
  return () => {
    clearTimeout(quiet)
    watcher.close()
  }
}

/** Tests are nobody's source, nor are the files that editors put beside one. */
function isSource(file: string): boolean {
  return /\.(ts|mjs|json)$/.test(file) && !file.endsWith(".test.ts")
}
