"use client"
/** Quotes that open to the whole post they are from. Loaded on pages with such quotes. */
import type { WholePost } from "#lib/views/whole-post.ts"
import { postApiPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

const SOURCE = ".post-body blockquote.quote > .quote-by > a.quote-source[href^='/p/']"

/** Puts a button into each quote, in room that is kept for it. Once for each. */
export function openableQuotes(): void {
  for (const source of document.querySelectorAll<HTMLAnchorElement>(SOURCE)) {
    const by = source.parentElement!
    if (by.querySelector(".quote-open")) continue
    const button = document.createElement("button")
    Object.assign(button, { type: "button", className: "quote-open", textContent: t("quoting.whole") })
    button.ariaExpanded = "false"
    button.addEventListener("click", () => void toggle(button, source))
    by.append(button)
  }
}

async function toggle(button: HTMLButtonElement, source: HTMLAnchorElement): Promise<void> {
  const quote = source.closest("blockquote")!
  const part = [...quote.children].filter((child) => child !== source.parentElement)
  const opened = part.find((child) => child.classList.contains("quote-whole"))
  const whole = opened ?? (await load(source))
  const isOpening = button.ariaExpanded !== "true"
  if (!opened) quote.append(whole)
  for (const child of part) if (child !== whole) (child as HTMLElement).hidden = isOpening
  ;(whole as HTMLElement).hidden = !isOpening
  button.ariaExpanded = String(isOpening)
  button.textContent = isOpening ? t("quoting.part") : t("quoting.whole")
}

async function load(source: HTMLAnchorElement): Promise<HTMLElement> {
  const box = document.createElement("div")
  box.className = "quote-whole"
  // What could not be loaded may be tried again: it is not kept.
  const failed = (words: string): HTMLElement => {
    box.textContent = words
    box.setAttribute("role", "alert")
    setTimeout(() => box.isConnected && box.classList.remove("quote-whole"))
    return box
  }
  try {
    const answer = await fetch(postApiPath(source.pathname.split("/")[2] ?? ""))
    if (answer.status === 404) return failed(t("quoting.whole-gone"))
    if (!answer.ok) return failed(t("ui.no-answer"))
    // Made and sanitised by lib/markup, as everything on this page.
    box.innerHTML = ((await answer.json()) as WholePost).html
    // The same post may stand on this page: ids are its own.
    for (const element of box.querySelectorAll("[id]")) element.removeAttribute("id")
    return box
  } catch {
    return failed(t("ui.no-answer"))
  }
}
