/** Hands one mail over: to the SMTP server or the SES that is configured, otherwise into a folder that the operator can read. */
import { mkdir, readdir, rm, writeFile } from "node:fs/promises"
import { join } from "node:path"
import { createTransport, type Transporter } from "nodemailer"
import type { SMTPError } from "nodemailer/lib/smtp-connection"
import { SECOND } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { config } from "#lib/config.ts"
import type { Letter } from "./letter.ts"
import { message } from "./message.ts"
import { fateAtSes, overSes } from "./over-ses.ts"

/**
 * What became of a mail that was not taken: `later` it may be taken; the whole server is `away`; this mail is
 * `refused` for good; the address takes no mail (`bounced`).
 */
export type Fate = "later" | "away" | "refused" | "bounced"

/** Why a mail was not taken, in the server's words. */
export class Undelivered extends Error {
  readonly fate: Fate
  constructor(fate: Fate, reason: string) {
    super(reason)
    this.name = "Undelivered"
    this.fate = fate
  }
}

/** Mails at a time, and so connections. */
export const PARALLEL = 4

/** A server that says nothing for so long is away. Together shorter than anybody keeps a mail to themselves. */
const PATIENCE = {
  dnsTimeout: 10 * SECOND,
  connectionTimeout: 10 * SECOND,
  greetingTimeout: 10 * SECOND,
  socketTimeout: 20 * SECOND,
}

/** Without a mail server the folder is for looking at, not for keeping: this many mails stay in it. */
const KEPT_IN_FOLDER = 1000

/** Hands a mail over and waits until it is taken. @throws Undelivered */
export async function deliver(letter: Letter): Promise<void> {
  const { smtp, ses } = config().mail
  if (!smtp && !ses) return keep(letter)
  try {
    if (smtp) await overSmtp(smtp).sendMail(message(letter))
    else await overSes(message(letter), ses!)
  } catch (error) {
    const fate = smtp ? fateOf(error as SMTPError) : fateAtSes(error as Error)
    throw new Undelivered(fate, (error as Error).message.slice(0, 500))
  }
}

let connected: { url: string; transport: Transporter } | undefined

function overSmtp(url: string): Transporter {
  if (connected?.url === url) return connected.transport
  connected?.transport.close()
  // By itself nodemailer sends again, for ever, what a server hung up on: trying again is decided by who asked us.
  const pool = { pool: true, maxConnections: PARALLEL, maxRequeues: 0 } as const
  connected = { url, transport: createTransport({ url, ...pool, ...PATIENCE } as never) }
  return connected.transport
}

/** Closes the connections to the mail server: before a process ends. */
export function hangUp(): void {
  connected?.transport.close()
  connected = undefined
}

/**
 * RFC 5321: 4xx passes by itself, 5xx does not. Before a receiver is named it is about us and not about this mail
 * (a wrong password, a sender that is not allowed): the others wait as well.
 */
export function fateOf({ responseCode = 0, command, message }: Partial<SMTPError>): Fate {
  const isAboutMail = command === "RCPT TO" || command === "DATA"
  if (!isAboutMail || responseCode === 0 || responseCode === 421) return "away"
  if (responseCode < 500) return "later"
  if (command === "DATA") return "refused"
  return isOurFault(message ?? "") ? "later" : "bounced"
}

/** RFC 3463: x.7.x is policy. Relaying, block lists and the like: the operator's to put right, and no reason to stop a member's mail. */
function isOurFault(reason: string): boolean {
  return /\b[45]\.7\.\d+\b|relay|blacklist|block ?list|spamhaus|authenticat|sender/i.test(reason)
}

/** The mail as a mail program opens it, and as text beside it. Only the operator may read them. */
async function keep(letter: Letter): Promise<void> {
  const folder = join(config().data, "mail")
  await mkdir(folder, { recursive: true, mode: 0o700 })
  const name = `${newId().toLowerCase()}-${letter.to.replace(/[^a-z0-9.@-]/gi, "_").slice(0, 80)}`
  const file = join(folder, name)
  const built = await createTransport({ streamTransport: true, buffer: true }).sendMail(message(letter))
  await writeFile(`${file}.eml`, built.message as Buffer, { mode: 0o600 })
  const readable = `To: ${letter.to}\nSubject: ${letter.subject}\n\n${letter.text}`
  await writeFile(`${file}.txt`, readable, { mode: 0o600 })
  // What somebody waits for; of the rest there may be much.
  if (!letter.list) console.info(`Mail is in ${file}.txt, since no SMTP server is configured (SMTP_URL).`)
  await sweep(folder)
}

async function sweep(folder: string): Promise<void> {
  const names = (await readdir(folder)).sort()
  const old = names.slice(0, Math.max(0, names.length - 2 * KEPT_IN_FOLDER))
  await Promise.all(old.map((name) => rm(join(folder, name), { force: true })))
}
