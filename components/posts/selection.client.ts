"use client"
/** What of a post is selected. */

export type SelectedText = { post: HTMLElement; range: Range }

/** The selected part of one post's text, if there is such a selection. */
export function selectedText(): SelectedText | undefined {
  const selection = getSelection()
  if (!selection || selection.isCollapsed || selection.rangeCount === 0 || !selection.toString().trim())
    return undefined
  const range = selection.getRangeAt(0)
  const at = range.commonAncestorContainer
  const body = (at instanceof Element ? at : at.parentElement)?.closest(".post-body")
  const post = body?.closest<HTMLElement>("[data-post]")
  return post ? { post, range } : undefined
}

/** The address at which a post is answered; undefined where nobody may. */
export function replyPageOf(post: HTMLElement): string | undefined {
  const link = post.querySelector<HTMLAnchorElement>("a[data-reply]")
  return link ? link.pathname + link.search : undefined
}
