/** A process that exports or restores, and is killed: `<endpoint> <table> export|restore <file>`. Tells when it is at it. */
import { connect } from "#lib/db/table.ts"
import { exportForum } from "#lib/keeping/export-forum.ts"
import { restoreForum } from "#lib/keeping/restore-forum.ts"

const [endpoint = "", name = "", what, file = ""] = process.argv.slice(2)
connect({ engine: "embedded", endpoint, name })
const progress = (done: { what: string; done: number }): void => {
  if (done.what === "items" && done.done > 0) process.send?.(done)
}
await (what === "export" ? exportForum(file, { progress }) : restoreForum(file, { progress }))
process.disconnect?.()
