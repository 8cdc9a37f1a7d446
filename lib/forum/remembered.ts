/** What is asked for at every write and changes a few times a year: each process remembers it for a few seconds. */
import { now, SECOND } from "#lib/base/clock.ts"
import { tellPeers } from "#lib/base/peers.ts"
import { table } from "#lib/db/table.ts"

/** So long a process on another machine, or the worker, may go by what was set before. */
export const REMEMBERED_FOR = 5 * SECOND

type Memory = Map<string, { at: number; value: Promise<unknown> }>

// On globalThis, because Next bundles this module once per entry; by connection, because another table is another forum.
const shared = globalThis as typeof globalThis & { stoaRemembered?: WeakMap<object, Memory> }

/** The value of that name, loaded anew where it was loaded some seconds ago. A failure is not remembered. */
export function remembered<T>(name: string, load: () => Promise<T>): Promise<T> {
  const memory = memoryOfTable()
  const known = memory.get(name)
  if (known && Math.abs(now() - known.at) < REMEMBERED_FOR) return known.value as Promise<T>
  const value = load()
  memory.set(name, { at: now(), value })
  value.catch(() => memory.delete(name))
  return value
}

/** The next who asks gets it anew, also from another web process of this machine: for who has just changed it. */
export async function forget(name: string): Promise<void> {
  forgetHere(name)
  await tellPeers({ forgotten: [name] })
}

/** In this process alone. */
export function forgetHere(name: string): void {
  memoryOfTable().delete(name)
}

function memoryOfTable(): Memory {
  shared.stoaRemembered ??= new WeakMap()
  const connection = table()
  const memory = shared.stoaRemembered.get(connection) ?? new Map()
  shared.stoaRemembered.set(connection, memory)
  return memory
}
