/** Mail goes out over SMTP when that is configured, otherwise into a folder that the operator can read. */
import { mkdir, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { createTransport, type SendMailOptions, type Transporter } from "nodemailer"
import { sleep } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { config } from "#lib/config.ts"
import type { Letter } from "./letter.ts"

const TRIES = 3
const BETWEEN_TRIES = 500
const underWay = new Set<Promise<void>>()

/**
 * Sends in the background: the answer to the request tells by its time neither whether there was a mail nor
 * how slow the mail server is. What SMTP does not take after some tries goes into the folder.
 */
export function post(letter: Letter): void {
  const sending = send(letter)
    .catch((error: unknown) => console.error(`Mail to ${letter.to} is lost: ${(error as Error).message}`))
    .finally(() => underWay.delete(sending))
  underWay.add(sending)
}

/** Waits until all posted mail is on its way: before a process ends, and in tests. */
export async function postedMail(): Promise<void> {
  while (underWay.size > 0) await Promise.all(underWay)
}

/** Sends one mail and waits until it is taken or in the folder. */
export async function send(letter: Letter): Promise<void> {
  const mail = message(letter)
  const { smtp } = config().mail
  if (!smtp) return keep(letter, mail, "no SMTP server is configured (SMTP_URL)")
  const transport = overSmtp(smtp)
  for (let attempt = 1; ; attempt++) {
    try {
      await transport.sendMail(mail)
      return
    } catch (error) {
      const reason = (error as Error).message
      if (attempt === TRIES) return keep(letter, mail, `the mail server did not take it: ${reason}`)
      await sleep(BETWEEN_TRIES * attempt)
    }
  }
}

let connected: { url: string; transport: Transporter } | undefined

function overSmtp(url: string): Transporter {
  if (connected?.url !== url) {
    connected?.transport.close()
    connected = { url, transport: createTransport({ url, pool: true, maxConnections: 2 }) }
  }
  return connected.transport
}

function message({ to, subject, text, html }: Letter): SendMailOptions {
  const { mail, url } = config()
  return {
    from: mail.from,
    // As an object: an address is one receiver, whatever commas a stranger typed into it.
    to: { name: "", address: to },
    subject,
    text,
    html,
    messageId: `<${newId().toLowerCase()}@${new URL(url).hostname}>`,
    headers: { "Auto-Submitted": "auto-generated", "X-Auto-Response-Suppress": "All" },
    disableFileAccess: true,
    disableUrlAccess: true,
  }
}

/** The mail as a mail program opens it, and as text beside it. Only the operator may read them. */
async function keep(letter: Letter, mail: SendMailOptions, why: string): Promise<void> {
  const folder = join(config().data, "mail")
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const file = join(
    folder,
    `${newId().toLowerCase()}-${letter.to.replace(/[^a-z0-9.@-]/gi, "_").slice(0, 80)}`,
  )
  const built = await createTransport({ streamTransport: true, buffer: true }).sendMail(mail)
  await writeFile(`${file}.eml`, built.message as Buffer, { mode: 0o600 })
  const readable = `To: ${letter.to}\nSubject: ${letter.subject}\n\n${letter.text}`
  await writeFile(`${file}.txt`, readable, { mode: 0o600 })
  console.info(`Mail is in ${file}.txt, since ${why}.`)
}
