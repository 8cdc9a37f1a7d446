"use client"
/** Which post is on the screen; the address of the page names it. */
import { permanentPath } from "#lib/web/paths.ts"

/** A post is on the screen while it crosses this line, so far below the upper edge: behind what sticks there. */
const LINE = 96
/** Written when scrolling has come to rest: browsers refuse an address that changes too often. */
const REST = 250
/** Keeps which post was looked for elsewhere. */
const SOUGHT = "stoa:sought"

/** What the address of this page became while one read, or followed a link to one of its posts. */
let named: string | undefined

/**
 * Tells which post is on the screen, at once and as it changes. When one has scrolled, the address names it, in place: a
 * reload, the way back and whoever gets the address find it. The first one of a page is the page itself.
 * @returns stops it
 */
export function follow(show: (post: HTMLElement) => void): () => void {
  named = undefined
  let seen: HTMLElement | undefined
  let frame = 0
  let timer = 0

  const look = (): void => {
    frame = 0
    const posts = [...document.querySelectorAll<HTMLElement>("[data-number]")]
    const isAtEnd = scrollY > 0 && scrollY + innerHeight >= document.documentElement.scrollHeight - 2
    const post = isAtEnd
      ? posts.at(-1)
      : (posts.findLast((one) => one.getBoundingClientRect().top < LINE) ?? posts[0])
    if (!post || post === seen) return
    // The post that was asked for need not reach the line, near the end of a page. Nobody has scrolled yet.
    const asked = seen ? undefined : posts.find(({ id }) => location.hash === `#${id}`)
    if (seen) {
      clearTimeout(timer)
      timer = window.setTimeout(() => rename(post === posts[0] ? location.pathname : `#${post.id}`), REST)
    }
    seen = post
    show(asked ?? post)
  }
  const soon = (): void => {
    frame ||= requestAnimationFrame(look)
  }
  const anew = (): void => {
    seen = undefined
    named = location.hash || undefined
    clearTimeout(timer)
    soon()
  }
  lookElsewhere()
  soon()
  addEventListener("scroll", soon, { passive: true })
  addEventListener("hashchange", anew)
  return () => {
    removeEventListener("scroll", soon)
    removeEventListener("hashchange", anew)
    cancelAnimationFrame(frame)
    clearTimeout(timer)
  }
}

/** Past the router, which would render for each post. */
function rename(address: string): void {
  named = address
  History.prototype.replaceState.call(history, history.state, "", address)
}

/** The router writes its own address when it brings the page up to date. */
export function keepName(): void {
  if (named && !location.href.endsWith(named)) rename(named)
}

/** A post that stands on another page since somebody took its address is found there; looked for once. */
function lookElsewhere(): void {
  const id = /^#p-(\w{26})$/.exec(location.hash)?.[1]
  if (!id || document.querySelector(location.hash)) return
  try {
    if (sessionStorage.getItem(SOUGHT) === id) return
    sessionStorage.setItem(SOUGHT, id)
    location.replace(permanentPath(id))
  } catch {
    // Storage is forbidden: the page stands as it is.
  }
}
