/** Access patterns of the stream's consumer. */
import { HOME } from "#lib/base/cache-tags.ts"
import { listBuilds } from "#lib/db/patterns/builds.ts"
import { listMigrations } from "#lib/db/patterns/migrations.ts"
import { findAnyRestore, findRestore } from "#lib/db/patterns/restores.ts"
import { findStaleTags } from "#lib/db/patterns/stale-tags.ts"
import * as stream from "#lib/db/patterns/stream.ts"
import { aDeadLetter, aStaleTag } from "./world-stream.ts"

export const STREAM_READS: Record<string, () => Promise<unknown>> = {
  "AP-50": () => stream.findCheckpoint(),
  "AP-51": () => stream.listDeadLetters(),
  "AP-52": () => stream.findDeadLetter(aDeadLetter(0).id),
  "AP-53": () => stream.changeOfDeadLetter(aDeadLetter(0)),
  "AP-300": () => findRestore(),
  "AP-300b": () => findAnyRestore(),
  "AP-59h": () => listBuilds(),
  "AP-360": () => listMigrations(),
  "AP-54": () => findStaleTags([HOME, ...Array.from({ length: 7 }, (_, n) => aStaleTag(n).tag)]),
}
