/**
 * DynamoDB's cache (DAX), where DAX_ENDPOINT names one. It forgets by time alone and hears of no write, so it is asked only
 * for what may be some seconds old, and for what never changes, as access patterns say themselves (docs/adr/0375). Nobody
 * needs it: what it does not answer, or not at once, the table is asked.
 */
import type {
  BatchGetCommandInput,
  BatchGetCommandOutput,
  QueryCommandInput,
  QueryCommandOutput,
} from "@aws-sdk/lib-dynamodb"
import { now, SECOND } from "#lib/base/clock.ts"
import { config } from "#lib/config.ts"

/** What is asked of it: it has no part in any write, nor in a consistent read. */
export type Dax = {
  query(input: QueryCommandInput): Promise<QueryCommandOutput>
  batchGet(input: BatchGetCommandInput): Promise<BatchGetCommandOutput>
  shutdown(): void
}

/** It takes a millisecond, or as long as the table where it has to ask that. The first time it is to be found as well. */
const [SOON, AT_FIRST] = [SECOND / 2, 2 * SECOND]
/** So long nobody asks it once it has failed; then one does, and everybody else goes on without it until that one knows. */
const REST = 30 * SECOND

type Shared = { dax?: Dax; isTried: boolean; restsUntil: number }
// On globalThis, because Next bundles this module once per entry and all must share one connection.
const scope = globalThis as typeof globalThis & { stoaDax?: Shared }
scope.stoaDax ??= { isTried: false, restsUntil: 0 }
const shared = scope.stoaDax

/** What DAX answers; undefined where there is none, it fails, or is silent: then the table is to be asked. */
export async function throughDax<O>(ask: (dax: Dax) => Promise<O>): Promise<O | undefined> {
  const { dax } = shared
  if (!dax) return tried(ask)
  try {
    return await within(SOON, ask(dax))
  } catch (error) {
    // That the table takes no more for the moment is no fault of DAX, which keeps what it can off the table.
    if (!isThrottled(error) && shared.dax === dax) leaveOut(dax, error)
    return undefined
  }
}

/** Opens it, which is known to have worked when it has answered. */
async function tried<O>(ask: (dax: Dax) => Promise<O>): Promise<O | undefined> {
  const endpoint = config().dax
  if (!endpoint || shared.isTried || now() < shared.restsUntil) return undefined
  shared.isTried = true
  const opening = open(endpoint)
  try {
    const answer = await within(AT_FIRST, opening.then(ask))
    shared.dax = await opening
    return answer
  } catch (error) {
    opening.then((dax) => leaveOut(dax, error)).catch(() => leaveOut(undefined, error))
    return undefined
  } finally {
    shared.isTried = false
  }
}

/** Loaded where it is used, because it is a megabyte, and a second of a process that has just begun. */
async function open(endpoint: string): Promise<Dax> {
  const { DaxDocument } = await import("@amazon-dax-sdk/lib-dax")
  // What it does not know at once the table knows better than its second try. Its types forget how it is closed.
  const dax = new DaxDocument({ endpoint, connectTimeout: SECOND, requestTimeout: SECOND, maxRetries: 0 })
  return dax as unknown as Dax
}

function leaveOut(dax: Dax | undefined, error: unknown): void {
  shared.dax = undefined
  shared.restsUntil = now() + REST
  dax?.shutdown()
  console.error(`DAX is left out for ${REST / SECOND} seconds, and the table is asked:`, error)
}

/** For tests: begins anew. */
export function forgetDax(): void {
  shared.dax?.shutdown()
  Object.assign(shared, { dax: undefined, restsUntil: 0 })
}

const THROTTLED = /ProvisionedThroughputExceeded|RequestLimitExceeded|Throttl/

function isThrottled(error: unknown): boolean {
  const { code, name } = error as { code?: unknown; name?: unknown }
  return THROTTLED.test(`${String(code)} ${String(name)}`)
}

async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms} ms`)), ms)
  })
  try {
    return await Promise.race([work, silence])
  } finally {
    clearTimeout(timer)
  }
}
