/**
 * How fast an import is: `node lib/bench/import.ts [posts] [topics]`, on an embedded engine of its own. Fails when
 * it is too slow.
 */
import { mkdirSync, mkdtempSync, rmSync, statSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { MINUTE, SECOND } from "#lib/base/clock.ts"
import { connect, ensureTable, table } from "#lib/db/table.ts"
import { embeddedEngine } from "#lib/dev/engine.ts"
import { importDiscourse } from "#lib/import/discourse/import.ts"
import { type FolderSize, writeDiscourseFolder } from "./discourse-folder.ts"

export type ImportMeasured = {
  posts: number
  seconds: number
  postsPerSecond: number
  /** Highest memory of this process, which reads, renders and writes; in MB. */
  memory: number
  /** Size of the database afterwards, in MB. */
  database: number
}

/** The size that must take less than three minutes. */
export const IMPORT_SIZE: FolderSize = { posts: 37_000, topics: 3_000 }
const SLOWEST = IMPORT_SIZE.posts / ((3 * MINUTE) / SECOND)

/** Writes an archive, imports it into an empty table, and takes both away again. */
export async function measureImport(size: FolderSize = IMPORT_SIZE): Promise<ImportMeasured> {
  const folder = mkdtempSync(join(tmpdir(), "stoa-import-"))
  mkdirSync(join(folder, "data"))
  writeDiscourseFolder(join(folder, "archive"), size)
  const engine = await embeddedEngine(join(folder, "data", "stoa.db"))
  const running = await engine.start()
  try {
    connect({ engine: "embedded", endpoint: engine.endpoint, name: "bench-import" })
    await ensureTable()
    const report = await importDiscourse(join(folder, "archive"))
    if (report.posts.written !== size.posts) throw new Error(`Only ${report.posts.written} posts came in.`)
    return {
      posts: report.posts.written,
      seconds: report.seconds,
      postsPerSecond: Math.round(report.posts.written / report.seconds),
      memory: Math.round(process.resourceUsage().maxRSS / 1024),
      database: Math.round(statSync(engine.file).size / 1e6),
    }
  } finally {
    table().client.destroy()
    running.kill()
    await running.exited
    rmSync(folder, { recursive: true, force: true })
  }
}

if (import.meta.filename === process.argv[1]) {
  const [posts, topics] = process.argv.slice(2).map(Number)
  const size = posts ? { posts, topics: topics || Math.ceil(posts / 12) } : IMPORT_SIZE
  // On a shared machine others may take the time once; what is too slow twice is too slow.
  if (!(await isQuick(size)) && !(await isQuick(size))) {
    console.error(
      `That is too slow: ${IMPORT_SIZE.posts} posts are to be there within three minutes, ${Math.ceil(SLOWEST)} a second.`,
    )
    process.exitCode = 1
  }
}

async function isQuick(size: FolderSize): Promise<boolean> {
  const { posts, seconds, postsPerSecond, memory, database } = await measureImport(size)
  console.log(
    `${posts} posts in ${size.topics} topics: ${seconds.toFixed(1)} s, ${postsPerSecond} posts a second; ${memory} MB of memory, a database of ${database} MB`,
  )
  return posts / seconds >= SLOWEST
}
