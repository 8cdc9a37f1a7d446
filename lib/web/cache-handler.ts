/** Next's cache handler (next.config.js): keeps pages and data in the page cache of this process. */
import { tellPeers } from "#lib/base/peers.ts"
import { type Entry, pageCache } from "./page-cache.ts"
import { POLICY_HEADER, seal, withoutMark } from "./seal.ts"
import { trace } from "./trace.ts"

export type Stored = {
  kind: string
  html?: string
  rscData?: Buffer
  segmentData?: Map<string, Buffer>
  body?: Buffer | string
  data?: { body?: string }
  headers?: Record<string, string | string[] | undefined>
  tags?: string[]
}

export type Context = {
  kind?: string
  tags?: string[]
  softTags?: string[]
  cacheControl?: Entry["cacheControl"]
}

/** Entries that are whole answers, and not only data of one. */
const ANSWERS = ["APP_PAGE", "APP_ROUTE"]

/** With a page that says that what was there is gone: it is no page to Next, which knows only one that is not there. */
export const GONE_HEADER = "x-stoa-gone"

/** Next's name for the tags of a page, in the headers it keeps with the page. */
const TAGS_HEADER = "x-next-cache-tags"

export default class CacheHandler {
  async get(key: string, context: Context): Promise<unknown> {
    const cache = pageCache()
    const entry = cache.get(key, [...(context.tags ?? []), ...(context.softTags ?? [])])
    if (!entry) return null
    if (isOld(entry)) cache.begin(key)
    note(key, entry)
    return { value: entry.value, lastModified: entry.at, cacheControl: entry.cacheControl }
  }

  async set(key: string, value: Stored | null, context: Context): Promise<void> {
    if (!value) return pageCache().delete(key)
    const kept = asKept(value)
    const { cacheControl } = context
    const made = { value: kept, tags: tagsOf(value, context), cacheControl, bytes: sizeOf(kept) }
    note(key, pageCache().set(key, made))
  }

  async revalidateTag(tags: string | string[]): Promise<void> {
    pageCache().invalidate([tags].flat())
    await tellPeers({ tags: [tags].flat() })
  }

  resetRequestCache(): void {}
}

function note(key: string, entry: Entry): void {
  const store = trace.getStore()
  if (!store || !ANSWERS.includes((entry.value as Stored).kind)) return
  store.key = key
  store.entry = entry
  if ((entry.value as Stored).headers?.[GONE_HEADER]) store.gone = true
}

/** What is kept of an answer: sealed, and saying whether it is gone. Wherever it is kept (lib/aws/cache-handler.ts, too). */
export function asKept(value: Stored): Stored {
  return goneOrNot(sealed(value, trace.getStore()?.mark))
}

/** All that it carries. */
export function tagsOf(value: Stored, context: Context): string[] {
  const header = value.headers?.[TAGS_HEADER]
  const ofPage = typeof header === "string" ? header.split(",") : []
  return [...new Set([...ofPage, ...(context.tags ?? []), ...(value.tags ?? [])])]
}

function goneOrNot(value: Stored): Stored {
  if (value.kind !== "APP_PAGE" || !trace.getStore()?.gone) return value
  return { ...value, headers: { ...value.headers, [GONE_HEADER]: "1" } }
}

/** A page without the mark of the request that made it, and with the policy that names its scripts. */
function sealed(value: Stored, mark: string | undefined): Stored {
  if (value.kind !== "APP_PAGE" || !mark) return value
  const { text, policy } = seal(value.html ?? "", mark)
  const bare = (data: Buffer): Buffer => Buffer.from(withoutMark(data.toString(), mark))
  return {
    ...value,
    html: text,
    ...(value.rscData && { rscData: bare(value.rscData) }),
    ...(value.segmentData && {
      segmentData: new Map([...value.segmentData].map(([name, data]) => [name, bare(data)])),
    }),
    headers: { ...value.headers, [POLICY_HEADER]: policy },
  }
}

/** Whether the time is over after which a page is made anew though nothing invalidated it. */
export function isOld(entry: Pick<Entry, "at" | "cacheControl">): boolean {
  const seconds = entry.cacheControl?.revalidate
  return typeof seconds === "number" && Date.now() > entry.at + seconds * 1000
}

/** Strings take two bytes a letter at worst; a page is held again as bytes and compressed bytes. */
function sizeOf(value: Stored): number {
  const html = value.html?.length ?? 0
  const data = value.data?.body?.length ?? 0
  return 1_000 + html * 3 + data * 2 + (value.rscData?.length ?? 0) + 3 * (value.body?.length ?? 0)
}
