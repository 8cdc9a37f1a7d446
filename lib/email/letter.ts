/** A mail as text and as HTML, from the same paragraphs. */
import { config } from "#lib/config.ts"
import { escaped } from "#lib/markup/escaped.ts"
import { direction, locale } from "#lib/words/t.ts"

/** Where a mail stands among others, as mail programs see it: ids without `<` and `>`. */
export type Place = {
  id: string
  replyTo?: string
  /** Of the thread, the root first. */
  references?: string[]
}

/** What a mail program needs to sort a mail and to stop it: RFC 2919, 2369 and 8058. */
export type List = {
  /** Below the forum's own host: `repairs`. */
  id: string
  name: string
  /** A path of the forum, which takes a POST from the mail program. */
  oneClick: string
}

export type Letter = {
  to: string
  subject: string
  text: string
  html: string
  /** Whose words it brings; the forum itself when absent. */
  from?: string
  place?: Place
  list?: List
  /** What to do with it when nobody is there: talk of a list, or one letter to many. */
  precedence?: "list" | "bulk"
}

/** A paragraph, a link (a path of the forum and what happens there), words of a member (text and safe HTML), or a heading. */
export type Part = string | { link: string; label: string } | Said | { heading: string } | { item: Item }
/** What somebody wrote, already fit for mail. */
export type Said = { text: string; html: string }
/** One line of a digest: what leads where, and a word about it. */
export type Item = { link: string; label: string; note: string }

/** What stands below all: why this came, and paths that end it. */
export type Foot = { why: string; links: { link: string; label: string }[] }

/** Every link begins with the configured address, whatever host a request named. */
export function letter(
  to: string,
  subject: string,
  parts: Part[],
  { foot, ...more }: { foot?: Foot } & Pick<Letter, "from" | "place" | "list" | "precedence"> = {},
): Letter {
  const { name, url } = config()
  const below = [
    `${name} · ${url}`,
    ...(foot ? [foot.why, ...foot.links.map((one) => asText(one, url))] : []),
  ]
  return {
    to,
    subject,
    text: `${[...parts.map((part) => asText(part, url)), `-- \n${below.join("\n")}`].join("\n\n")}\n`,
    html: page(subject, parts.map((part) => asHtml(part, url)).join(""), footHtml(name, url, foot)),
    ...more,
  }
}

/** Colours are the mail program's own, so that they fit in the dark, too. */
const MUTED = "opacity:.75"
const BUTTON =
  "display:inline-block;padding:.5em 1em;border:1px solid;border-radius:6px;text-decoration:none;font-weight:600"

function page(title: string, body: string, foot: string): string {
  return (
    `<!doctype html><html lang="${locale()}" dir="${direction()}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">` +
    `<meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark">` +
    `<style>:root{color-scheme:light dark}</style><title>${escaped(title)}</title></head>` +
    `<body style="font-family:system-ui,sans-serif;font-size:16px;line-height:1.5;max-width:36em;margin:2em auto;padding:0 1em;overflow-wrap:break-word">` +
    `${body}<div style="${MUTED};font-size:14px;border-top:1px solid;margin-top:2em">${foot}</div></body></html>`
  )
}

function asText(part: Part, url: string): string {
  if (typeof part === "string") return part
  if ("text" in part) return part.text
  if ("heading" in part) return part.heading.toLocaleUpperCase(locale())
  if ("item" in part) return `* ${part.item.label}\n  ${part.item.note}\n  ${url}${part.item.link}`
  return `${part.label}:\n${url}${part.link}`
}

function asHtml(part: Part, url: string): string {
  if (typeof part === "string") return `<p>${escaped(part)}</p>`
  if ("html" in part)
    return `<div style="border-inline-start:3px solid;padding-inline-start:1em">${part.html}</div>`
  if ("heading" in part) return `<h2 style="font-size:18px;margin:1.5em 0 .5em">${escaped(part.heading)}</h2>`
  if ("item" in part) {
    const { link, label, note } = part.item
    return (
      `<p style="margin:.75em 0"><a href="${escaped(url + link)}">${escaped(label)}</a>` +
      `<br><span style="${MUTED};font-size:14px">${escaped(note)}</span></p>`
    )
  }
  const address = escaped(url + part.link)
  return (
    `<p><a href="${address}" style="${BUTTON}">${escaped(part.label)}</a>` +
    `<br><small style="${MUTED}">${address}</small></p>`
  )
}

function footHtml(name: string, url: string, foot?: Foot): string {
  const home = `<p>${escaped(name)} · <a href="${escaped(url)}">${escaped(url)}</a></p>`
  if (!foot) return home
  const links = foot.links.map(({ link, label }) => `<a href="${escaped(url + link)}">${escaped(label)}</a>`)
  return `${home}<p>${escaped(foot.why)}<br>${links.join(" · ")}</p>`
}
