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

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ESCAPES[character]!)
