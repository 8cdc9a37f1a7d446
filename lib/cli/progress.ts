/** How far a long command is, on stderr, and the wish to end it. */
import { SECOND } from "#lib/base/clock.ts"

const WORDS = { reading: ["Reading", "files"], writing: ["Importing", "posts"] } as const

export type Progress = {
  show(phase: keyof typeof WORDS, done: number, of: number): void
  end(): void
}

/** One line that is written over on a terminal; elsewhere a new line every few seconds. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): Progress {
  const every = stream.isTTY ? SECOND / 4 : 5 * SECOND
  let phase: keyof typeof WORDS | undefined
  let [began, shown] = [0, 0]
  return {
    show(now, done, of) {
      const time = performance.now()
      if (now !== phase) [phase, began, shown] = [now, time, 0]
      if (time - shown < every && done < of) return
      shown = time
      const [verb, things] = WORDS[now]
      const rate = done / Math.max((time - began) / SECOND, 0.001)
      const left = done < of ? `, ${inWords((of - done) / rate)} left` : ""
      const line = `${verb} ${done} of ${of} ${things}, ${Math.round(rate)} a second${left}`
      stream.write(stream.isTTY ? `\r\x1b[K${line}` : `${line}\n`)
    },
    end() {
      if (stream.isTTY && phase) stream.write("\n")
    },
  }
}

function inWords(seconds: number): string {
  if (!Number.isFinite(seconds)) return "some time"
  return seconds < 90 ? `${Math.ceil(seconds)} s` : `${Math.ceil(seconds / 60)} min`
}

/** npm and the terminal both pass Ctrl-C on: what comes within this time is one press. */
const ONE_PRESS = SECOND

/** Hears Ctrl-C: the first asks to end at the next good moment, a later one ends at once. */
export function interruption(): { asked: () => boolean; forget: () => void } {
  let askedAt: number | undefined
  const hear = (): void => {
    if (askedAt !== undefined && performance.now() - askedAt > ONE_PRESS) process.exit(130)
    if (askedAt === undefined)
      process.stderr.write("\nEnding after the batch under way. Ctrl-C again ends at once.\n")
    askedAt ??= performance.now()
  }
  const signals = ["SIGINT", "SIGTERM"] as const
  for (const signal of signals) process.on(signal, hear)
  return {
    asked: () => askedAt !== undefined,
    forget: () => {
      for (const signal of signals) process.off(signal, hear)
    },
  }
}
