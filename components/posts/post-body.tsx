import type { ReactElement } from "react"

/** The text of a post: HTML that lib/markup made, which lets nothing else through. */
export function PostBody({ html }: { html: string }): ReactElement {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: made and sanitised by lib/markup when it was written
  return <div dir="auto" className="prose post-body" dangerouslySetInnerHTML={{ __html: html }} />
}
