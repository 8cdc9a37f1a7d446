/** A letter with the headers by which servers and mail programs handle it. */

import { domainToASCII } from "node:url"
import type { SendMailOptions } from "nodemailer"
import { newId } from "#lib/base/ids.ts"
import { config } from "#lib/config.ts"
import { forumName } from "#lib/forum/present-look.ts"
import type { Letter } from "./letter.ts"

/**
 * As nodemailer wants it. Addresses go as objects and everything else through its encoders: neither commas nor
 * line breaks that somebody typed make receivers or headers.
 */
export function message({ to, subject, text, html, from, place, list, precedence }: Letter): SendMailOptions {
  const { mail, url } = config()
  const name = forumName()
  const own = { name: senderName(mail.from) || name, address: senderAddress(mail.from) }
  const id = (local: string): string => `<${local}@${hostOf(url)}>`
  return {
    from: from ? { ...own, name: oneLine(`${from} (${name})`) } : own,
    ...(from && { replyTo: own }),
    to: { name: "", address: to },
    subject: oneLine(subject),
    text,
    html,
    messageId: id(place?.id ?? newId().toLowerCase()),
    ...(place?.replyTo && { inReplyTo: id(place.replyTo) }),
    ...(place?.references?.length && { references: place.references.map(id) }),
    ...(list && {
      list: {
        id: {
          url: `${domainToASCII(list.id) || "topics"}.${hostOf(url)}`,
          comment: oneLine(list.name).replaceAll('"', "'"),
        },
        unsubscribe: { url: url + list.oneClick, comment: "" },
      },
    }),
    headers: {
      "Auto-Submitted": "auto-generated",
      "X-Auto-Response-Suppress": "All",
      ...(list && { "List-Unsubscribe-Post": "List-Unsubscribe=One-Click" }),
      ...(precedence && { Precedence: precedence }),
    },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** The address in `Stoa <forum@example.org>` or `forum@example.org`. */
const senderAddress = (from: string): string => /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from.trim()
const senderName = (from: string): string =>
  (/^(.*)<[^<>]+>\s*$/.exec(from)?.[1] ?? "").trim().replace(/^"(.*)"$/, "$1")

const hostOf = (url: string): string => new URL(url).hostname

function oneLine(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there
  return text.replace(/[\u0000-\u001f\u007f\u2028\u2029]+/g, " ").trim()
}
