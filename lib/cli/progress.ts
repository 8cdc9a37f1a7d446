/** How far a long command is, on stderr, and the wish to end it. */
import { SECOND } from "#lib/base/clock.ts"

const WORDS = { reading: ["Reading", "files"], writing: ["Importing", "posts"] } as const

export type Progress = {
  show(phase: keyof typeof WORDS, done: number, of: number): void
  end(): void
}

/** One line that is written over on a terminal; elsewhere a new line every few seconds. */
export function progressLine(stream: NodeJS.WriteStream = process.stderr): Progress {
  const line = statusLine(stream)
  let phase: keyof typeof WORDS | undefined
  let began = 0
  return {
    show(now, done, of) {
      const time = performance.now()
      const isNew = now !== phase
      if (isNew) [phase, began] = [now, time]
      const [verb, things] = WORDS[now]
      const rate = done / Math.max((time - began) / SECOND, 0.001)
      const left = done < of ? `, ${inWords((of - done) / rate)} left` : ""
      line.show(
        `${verb} ${done} of ${of} ${things}, ${Math.round(rate)} a second${left}`,
        isNew || done >= of,
      )
    },
    end: line.end,
  }
}

/** The same for words of any kind. `show` may be called as often as one likes; `atOnce` is shown in any case. */
export function statusLine(stream: NodeJS.WriteStream = process.stderr): {
  show(text: string, atOnce?: boolean): void
  end(): void
} {
  const every = stream.isTTY ? SECOND / 4 : 5 * SECOND
  let shown = Number.NEGATIVE_INFINITY
  return {
    show(text, atOnce = false) {
      const time = performance.now()
      if (!atOnce && time - shown < every) return
      shown = time
      stream.write(stream.isTTY ? `\r\x1b[K${text}` : `${text}\n`)
    },
    end() {
      if (stream.isTTY && shown > 0) stream.write("\n")
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
