/** What is asked for at every write and changes a few times a year: each process remembers it for a few seconds. */
import { now, SECOND } from "#lib/base/clock.ts"
import { table } from "#lib/db/table.ts"

/** So long another process may go by what was set before. */
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

/** The next who asks in this process gets it anew: for who has just changed it. */
export function forget(name: string): void {
  memoryOfTable().delete(name)
}

function memoryOfTable(): Memory {
  shared.stoaRemembered ??= new WeakMap()
  const connection = table()
  const memory = shared.stoaRemembered.get(connection) ?? new Map()
  shared.stoaRemembered.set(connection, memory)
  return memory
}
