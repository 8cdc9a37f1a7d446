/** What became of a request on its way through Next, for the server in front of it; nothing where there is none. */
import { AsyncLocalStorage } from "node:async_hooks"
import type { Entry } from "./page-cache.ts"

export type Trace = {
  /** When the request came: nothing that it reads is older. */
  begun?: number
  /** Which entry of the cache it was answered with. */
  key?: string
  entry?: Entry
  /** What its scripts are marked with (seal.ts). */
  mark?: string
  /** Seconds after which it may be asked again: it was too much, and a page says so. */
  retryAfter?: number
  /** Under which an error of its making is in the log: Next's own, of digits (instrumentation.ts). */
  number?: string
  /** What was here was removed, and a page says so. */
  gone?: true
}

// Next bundles its own copy of this file: both find the same place.
const shared = globalThis as typeof globalThis & { stoaTrace?: AsyncLocalStorage<Trace> }
shared.stoaTrace ??= new AsyncLocalStorage<Trace>()
export const trace = shared.stoaTrace

/**
 * Lets the page that is being made answer with 429: Next has no way to say so. Behind a server that is not ours it
 * stays a 200, which nobody may keep or index.
 */
export function answersTooMany(seconds: number): void {
  const own = trace.getStore()
  if (own) own.retryAfter = seconds
}

/** Lets the page that is being made answer with 410, now and when it comes out of the cache. See `answersTooMany`. */
export function answersGone(): void {
  const own = trace.getStore()
  if (own) own.gone = true
}
