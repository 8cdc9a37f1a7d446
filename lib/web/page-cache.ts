/**
 * Cached pages and the data they are made of, in the memory of the web process: bounded, and never older than
 * the last invalidation of a tag they carry. Next reads and writes it through cache-handler.ts; server.ts
 * answers from it before Next is asked.
 *
 * Order is told by a counter, not by a clock: a page may be kept only if none of its tags was invalidated after
 * the reading of its data had begun, and two things in one millisecond happen one after the other, too.
 */
import { LRUCache } from "lru-cache"

export type Entry = {
  /** What Next keeps, as it gave it. */
  value: unknown
  tags: readonly string[]
  /** The counter when Next found nothing here and began to make it. */
  begun: number
  /** Milliseconds since 1970 when it was kept. */
  at: number
  cacheControl?: { revalidate: number | false; expire?: number }
  bytes: number
}

/** How many tags are remembered one by one; what lost its tags counts as invalidated. */
const MAX_TAGS = 200_000
/** Renderings that never came to an end are forgotten after so many others. */
const MAX_BEGUN = 20_000

export class PageCache {
  readonly #entries: LRUCache<string, Entry>
  readonly #begun: LRUCache<string, number>
  readonly #invalidated: LRUCache<string, number>
  #counter = 0
  /** Everything begun before this may carry a tag whose invalidation is forgotten. */
  #floor = 0

  constructor(maxBytes: number) {
    this.#entries = new LRUCache({
      maxSize: maxBytes,
      sizeCalculation: ({ bytes }, key) => bytes + key.length,
    })
    this.#begun = new LRUCache({ max: MAX_BEGUN })
    this.#invalidated = new LRUCache({
      max: MAX_TAGS,
      dispose: (counter, _tag, reason) => {
        if (reason === "evict") this.#floor = Math.max(this.#floor, counter)
      },
    })
  }

  /** The entry, if it is still true. `more` are tags that the reader knows beside the entry's own. */
  get(key: string, more: readonly string[] = []): Entry | undefined {
    const entry = this.#entries.get(key)
    if (entry && this.isTrue(entry, more)) return entry
    if (entry) this.#entries.delete(key)
    if (!this.#begun.has(key)) this.#begun.set(key, this.#counter)
    return undefined
  }

  /** Says that an entry found before is being made anew (it was too old, say). */
  begin(key: string): void {
    if (!this.#begun.has(key)) this.#begun.set(key, this.#counter)
  }

  /** Keeps what was made since the key was not found. */
  set(key: string, made: Omit<Entry, "begun" | "at">): Entry {
    const entry = { ...made, begun: this.#begun.get(key) ?? 0, at: Date.now() }
    this.#begun.delete(key)
    this.#entries.set(key, entry)
    return entry
  }

  delete(key: string): void {
    this.#entries.delete(key)
  }

  /** Makes untrue all that carries one of these tags, also what is being made just now. */
  invalidate(tags: readonly string[]): void {
    this.#counter++
    for (const tag of tags) this.#invalidated.set(tag, this.#counter)
  }

  /** Whether nothing that the entry shows has changed since its making began. */
  isTrue(entry: Entry, more: readonly string[] = []): boolean {
    if (entry.begun < this.#floor) return false
    const isUntouched = (tag: string) => (this.#invalidated.get(tag) ?? -1) <= entry.begun
    return entry.tags.every(isUntouched) && more.every(isUntouched)
  }

  /** Bytes held, about. */
  get size(): number {
    return this.#entries.calculatedSize
  }
}

const shared = globalThis as typeof globalThis & { stoaPageCache?: PageCache }

/** The one cache of this process: Next loads its handler in a bundle of its own, so it is kept on globalThis. */
export function pageCache(maxBytes = 192 * 2 ** 20): PageCache {
  shared.stoaPageCache ??= new PageCache(maxBytes)
  return shared.stoaPageCache
}
