/** The addresses at which one writes, read back: what a link to one of them is for. */
import { Id } from "#lib/base/ids.ts"
import type { Area } from "./paths.ts"

export type WritingPlace =
  | { kind: "topic"; category?: string }
  | { kind: "reply"; area: Area; topic: string; to?: string; quote: boolean }
  | { kind: "edit"; post: string }
  | { kind: "staff" }

/** What a page's address is for, or undefined when nobody writes there. @param page a path with its query */
export function writingPlaceOf(page: string): WritingPlace | undefined {
  const url = URL.parse(page, "http://forum.invalid")
  if (url?.host !== "forum.invalid") return undefined
  const { pathname, searchParams } = url
  if (pathname === "/new") {
    const category = searchParams.get("category")
    return { kind: "topic", ...(category && { category }) }
  }
  if (pathname === "/message") return { kind: "staff" }
  const [, hidden, topicId] = /^(\/private)?\/t\/[^/]+\/([^/]+)\/reply$/.exec(pathname) ?? []
  const topic = idIn(topicId)
  if (topic) {
    const to = idIn(searchParams.get("to"))
    const quote = searchParams.get("quote") === "1"
    return { kind: "reply", area: hidden ? "private" : "public", topic, ...(to && { to }), quote }
  }
  const post = idIn(/^\/post\/([^/]+)\/edit$/.exec(pathname)?.[1])
  return post ? { kind: "edit", post } : undefined
}

function idIn(text: string | null | undefined): string | undefined {
  return Id.safeParse(text ?? undefined).data
}
