"use client"
/** Which post is on the screen; the address of the page names it. */

/** A post is on the screen while it crosses this line, so far below the upper edge: behind what sticks there. */
const LINE = 96
/** Written when scrolling has come to rest: browsers refuse an address that changes too often. */
const REST = 250

/**
 * Tells which post is on the screen, at once and as it changes. When one has scrolled, the address names it, in place: a
 * reload, the way back and whoever gets the address find it. The first one of a page is the page itself.
 * @returns stops it
 */
export function follow(show: (post: HTMLElement) => void): () => void {
  let seen: HTMLElement | undefined
  let frame = 0
  let timer = 0

  const look = (): void => {
    frame = 0
    const posts = [...document.querySelectorAll<HTMLElement>("[data-post]")]
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
    clearTimeout(timer)
    soon()
  }
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

/** Past the router, which would go through the page for each post. */
function rename(address: string): void {
  History.prototype.replaceState.call(history, history.state, "", address)
}
