/** Work that an answer does not wait for, and that a process finishes before it ends. */

// On globalThis, because Next bundles this module once per entry, and the server that ends has another copy.
const shared = globalThis as typeof globalThis & { stoaBackground?: Set<Promise<void>> }
shared.stoaBackground ??= new Set()
const underWay = shared.stoaBackground

/** Does `work` beside everything else. @param failed is told why it failed */
export function inBackground(work: () => Promise<void>, failed: (error: Error) => void): void {
  const doing = work()
    .catch(failed)
    .finally(() => underWay.delete(doing))
  underWay.add(doing)
}

/** Waits until nothing is under way. */
export async function backgroundDone(): Promise<void> {
  while (underWay.size > 0) await Promise.all(underWay)
}
