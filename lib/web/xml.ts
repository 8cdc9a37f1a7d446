/** Sitemaps as XML. */

const ESCAPES: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&apos;",
}

/** An answer with a list of entries, each of named values. */
export function xml(
  root: "sitemapindex" | "urlset",
  entries: [name: string, Record<string, string>][],
): Response {
  const body = entries.map(([name, values]) => {
    const fields = Object.entries(values).map(([key, value]) => `<${key}>${escaped(value)}</${key}>`)
    return `<${name}>${fields.join("")}</${name}>`
  })
  const text = `<?xml version="1.0" encoding="UTF-8"?>\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n${body.join("\n")}\n</${root}>\n`
  return new Response(text, {
    headers: { "content-type": "application/xml; charset=utf-8", "cache-control": "public, max-age=300" },
  })
}

/** Characters that no XML may have, however they are written, and halves of characters. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g

/** A text as it stands between tags or in an attribute. */
export const escaped = (text: string): string =>
  text
    .toWellFormed()
    .replace(FORBIDDEN, "\ufffd")
    .replace(/[&<>"']/g, (character) => ESCAPES[character]!)
