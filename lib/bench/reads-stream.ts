/** Access patterns of the stream's consumer. */
import * as stream from "#lib/db/patterns/stream.ts"
import { aDeadLetter } from "./world-stream.ts"

export const STREAM_READS: Record<string, () => Promise<unknown>> = {
  "AP-50": () => stream.findCheckpoint(),
  "AP-51": () => stream.listDeadLetters(),
  "AP-52": () => stream.findDeadLetter(aDeadLetter(0).id),
  "AP-53": () => stream.changeOfDeadLetter(aDeadLetter(0)),
}
