import type { ReactElement } from "react"
import type { Thing } from "#lib/web/structured.ts"

/** What the page is about, for search engines: data that no browser runs. No text can end the element. */
export function JsonLd({ things }: { things: Thing[] }): ReactElement | null {
  if (things.length === 0) return null
  const json = JSON.stringify({ "@context": "https://schema.org", "@graph": things })
  const inert = json.replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`
  })
  // biome-ignore lint/security/noDangerouslySetInnerHtml: JSON without a character that means something in HTML
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: inert }} />
}
