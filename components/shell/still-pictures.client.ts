/** Moving pictures bring a still one for whoever asked their system for less motion (lib/markup/pictures.ts). */
const STILL = 'source[media="(prefers-reduced-motion: reduce)"]'

let watching: MutationObserver | undefined

/** Shows the still ones, also of what comes to the page later, to whoever chose so here. */
export function showStills(): void {
  still()
  watching ??= new MutationObserver(still)
  watching.observe(document.body, { childList: true, subtree: true })
}

/** What moves may move again. */
export function showMoving(): void {
  watching?.disconnect()
  for (const source of document.querySelectorAll<HTMLSourceElement>("source[data-still]")) {
    source.media = "(prefers-reduced-motion: reduce)"
    delete source.dataset.still
  }
}

function still(): void {
  for (const source of document.querySelectorAll<HTMLSourceElement>(STILL)) {
    source.media = "all"
    source.dataset.still = ""
  }
}
