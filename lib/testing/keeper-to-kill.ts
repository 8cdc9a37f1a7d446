/**
 * A process that exports or restores, and may be killed: `<endpoint> <table> export|restore <file>`. Tells when it is at it, and at
 * the end how many bytes it held at most (with --expose-gc), what nobody holds any more left out.
 */
import { connect } from "#lib/db/table.ts"
import { exportForum } from "#lib/keeping/export-forum.ts"
import { restoreForum } from "#lib/keeping/restore-forum.ts"

const [endpoint = "", name = "", what, file = ""] = process.argv.slice(2)
connect({ engine: "embedded", endpoint, name })
let [held, looked] = [0, 0]
const look = (): void => {
  // What it would cost each time is more than the work itself.
  if (!globalThis.gc || performance.now() - looked < 250) return
  globalThis.gc()
  // What a first one frees of buffers is counted as free by the next.
  globalThis.gc()
  const { heapUsed, external } = process.memoryUsage()
  held = Math.max(held, heapUsed + external)
  looked = performance.now()
}
const progress = (done: { what: string; done: number }): void => {
  look()
  if (done.what === "items" && done.done > 0) process.send?.(done)
}
await (what === "export" ? exportForum(file, { progress }) : restoreForum(file, { progress }))
process.send?.({ what: "done", held })
process.disconnect?.()
