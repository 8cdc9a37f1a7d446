"use client"
/** Quotes a post, or what is selected of it, in the composer. Loaded when somebody does. */
import { openComposer } from "#components/composer/open-composer.client.ts"
import { markdownOf, quoteFor } from "./quoted-markdown.client.ts"
import { replyPageOf, type SelectedText, selectedText } from "./selection.client.ts"

/** Quotes what is selected. @returns whether there was something to quote */
export function quoteSelected(selected: SelectedText | undefined = selectedText()): boolean {
  const page = selected && replyPageOf(selected.post)
  if (!selected || !page) return false
  const { author = "", post = "" } = selected.post.dataset
  const box = document.createElement("div")
  box.append(selected.range.cloneContents())
  const markdown = markdownOf(box.innerHTML)
  if (!markdown) return false
  getSelection()?.removeAllRanges()
  openComposer({ page, insert: quoteFor(markdown, { author, post }) })
  return true
}

/** Quotes a whole post: the server has its source. */
export function quoteWhole(post: HTMLElement): void {
  const page = replyPageOf(post)
  if (page) openComposer({ page: `${page}&quote=1` })
}
