"use client"
/** What each key does. Loaded when the first one is pressed. */
import { ownListPath, searchPath } from "#lib/web/paths.ts"

export const MOVES: Record<string, () => void | Promise<void>> = {
  j: () => step(1),
  k: () => step(-1),
  r: () => (current()?.querySelector<HTMLElement>("a[data-reply]") ?? anyReply())?.click(),
  q: async () => {
    const { quoteSelected, quoteWhole } = await import("#components/posts/quote.client.ts")
    if (quoteSelected()) return
    const post = current()
    if (post) quoteWhole(post)
  },
  // Staff take the case that they look at.
  c: () => document.querySelector<HTMLElement>("main button[name=decision][value=claim]")?.click(),
  l: () => current()?.querySelector<HTMLElement>("[data-like]")?.click(),
  n: () => {
    const unread = document.querySelector(".unread-line")?.closest<HTMLElement>("[data-post]")
    if (unread && isAhead(unread)) goTo(unread)
    else location.assign(wayToUnread()?.href ?? ownListPath())
  },
  "/": () => {
    const field = [
      ...document.querySelectorAll<HTMLInputElement>("search input[type=search], form[role=search] input"),
    ]
    const seen = field.find((one) => one.checkVisibility())
    if (seen) seen.focus()
    else location.assign(searchPath())
  },
}

/** Posts of a topic; in lists, the links to topics or cases. */
const stops = (): HTMLElement[] => {
  const posts = [...document.querySelectorAll<HTMLElement>("main [data-post]")]
  if (posts.length > 0) return posts
  return [...document.querySelectorAll<HTMLElement>("main a.topic-title, main a[data-case]")]
}

function step(by: 1 | -1): void {
  const all = stops()
  const at = all.findIndex((stop) => stop.contains(document.activeElement))
  const seen = all.findIndex((stop) => stop.getBoundingClientRect().top >= 0)
  // Where nothing has the focus yet one begins with what is on the screen.
  const next = at >= 0 ? at + by : by > 0 ? seen : seen - 1
  const stop = all[Math.max(0, Math.min(all.length - 1, next))]
  if (stop) goTo(stop)
}

/** The keyboard goes along. */
function goTo(stop: HTMLElement): void {
  if (stop.localName !== "a") stop.tabIndex = -1
  stop.focus({ preventScroll: true })
  stop.scrollIntoView({ block: stop.localName === "a" ? "nearest" : "start" })
}

/** The post that has the focus, or the first one on the screen. */
function current(): HTMLElement | undefined {
  const posts = [...document.querySelectorAll<HTMLElement>("main [data-post]")]
  return (
    posts.find((post) => post.contains(document.activeElement)) ??
    posts.find((post) => post.getBoundingClientRect().bottom > 40)
  )
}

const anyReply = () => document.querySelector<HTMLElement>("main a[data-compose][href*='/reply']")

/** Below what one reads, as far as the screen and the keyboard tell. */
function isAhead(post: HTMLElement): boolean {
  const focused = document.activeElement
  const isBehind =
    focused && (focused === post || post.compareDocumentPosition(focused) & Node.DOCUMENT_POSITION_FOLLOWING)
  return !isBehind && post.getBoundingClientRect().top > 100
}

/**
 * In a topic with something new: the page where it begins, or the next page of it. In lists: the next mark.
 */
function wayToUnread(): HTMLAnchorElement | undefined {
  const begins = document.querySelector<HTMLAnchorElement>("a[data-continue]")
  const next = document.querySelector<HTMLAnchorElement>("main nav a[rel=next]")
  return (begins?.hash ? next : begins) ?? nextMark()
}

/** The next mark below where one is, or the first one. */
function nextMark(): HTMLAnchorElement | undefined {
  const marks = [...document.querySelectorAll<HTMLAnchorElement>("a.unread-mark")]
  const focused = document.activeElement
  const isBelow = (mark: Element) =>
    focused !== null && (focused.compareDocumentPosition(mark) & Node.DOCUMENT_POSITION_FOLLOWING) > 0
  return (focused === document.body ? undefined : marks.find(isBelow)) ?? marks[0]
}
