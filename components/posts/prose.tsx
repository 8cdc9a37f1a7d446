import type { ReactElement } from "react"

/** A rendered text. Only what lib/markup made may come here: it is safe as it is. */
export function Prose({ html }: { html: string }): ReactElement {
  // biome-ignore lint/security/noDangerouslySetInnerHtml: sanitised when it was rendered
  return <div dir="auto" className="prose" dangerouslySetInnerHTML={{ __html: html }} />
}
