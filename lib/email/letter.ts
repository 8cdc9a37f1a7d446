/** A mail as text and as HTML, from the same paragraphs. */
import { config } from "#lib/config.ts"

export type Letter = { to: string; subject: string; text: string; html: string }

/** A paragraph, or a link: a path of the forum and what happens there. */
type Part = string | { link: string; label: string }

/** Every link begins with the configured address, whatever host a request named. */
export function letter(to: string, subject: string, parts: Part[]): Letter {
  const { name, url } = config()
  const footer = `${name} · ${url}`
  return {
    to,
    subject,
    text: `${[...parts.map((part) => asText(part, url)), `-- \n${footer}`].join("\n\n")}\n`,
    html:
      `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>${escaped(subject)}</title></head>` +
      `<body style="font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;max-width:36em;margin:2em auto;padding:0 1em">` +
      `${parts.map((part) => asHtml(part, url)).join("")}` +
      `<p style="color:#666;font-size:14px">${escaped(name)} · <a href="${escaped(url)}">${escaped(url)}</a></p></body></html>`,
  }
}

function asText(part: Part, url: string): string {
  return typeof part === "string" ? part : `${part.label}:\n${url}${part.link}`
}

function asHtml(part: Part, url: string): string {
  if (typeof part === "string") return `<p>${escaped(part)}</p>`
  const address = escaped(url + part.link)
  return (
    `<p><a href="${address}" style="display:inline-block;padding:.5em 1em;border:1px solid;border-radius:6px">` +
    `${escaped(part.label)}</a><br><small>${address}</small></p>`
  )
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;")
    .replaceAll("'", "&#39;")
}
