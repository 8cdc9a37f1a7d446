/** Hands mail to Amazon SES, with the credentials of the function that sends it: there is no password to keep. */
// biome-ignore lint/style/noRestrictedImports: it speaks to SES, and only lib/db to DynamoDB.
import type { SESv2Client } from "@aws-sdk/client-sesv2"
import { createTransport, type SendMailOptions, type Transporter } from "nodemailer"
import { SECOND } from "#lib/base/clock.ts"
import type { Fate } from "./delivery.ts"

let opened: { client: SESv2Client; transport: Transporter } | undefined

/**
 * Sends a mail and waits until it is taken.
 * @param set the configuration set, which tells the forum of what comes back
 */
export async function overSes(mail: SendMailOptions, set: string): Promise<void> {
  opened ??= await open()
  await opened.transport.sendMail({ ...mail, ses: { ConfigurationSetName: set } } as SendMailOptions)
}

async function open(): Promise<NonNullable<typeof opened>> {
  // A forum with a mail server of its own never loads it.
  // biome-ignore lint/style/noRestrictedImports: see above
  const { SendEmailCommand, SESv2Client } = await import("@aws-sdk/client-sesv2")
  const client = new SESv2Client({
    maxAttempts: 2,
    requestHandler: { connectionTimeout: 5 * SECOND, requestTimeout: 20 * SECOND },
  })
  return { client, transport: createTransport({ SES: { sesClient: client, SendEmailCommand } } as never) }
}

/** For tests: the next mail opens it anew. */
export function closeSes(): void {
  opened?.client.destroy()
  opened = undefined
}

/** What is about this one mail, and will be no other when it is tried again. */
const REFUSED = ["BadRequestException", "MessageRejected", "NotFoundException"]

/**
 * Who sends is not confirmed yet, or, in the sandbox, who it goes to. It passes, when the owner has done it; other mail
 * need not wait for one address.
 */
const UNCONFIRMED = /is not verified/i

/**
 * Everything else passes, and holds for all mail: too much at once, an account that is paused, a return path that is not
 * confirmed, a network that is away. An address that takes no mail is told later, by a bounce.
 */
export function fateAtSes({ name, message }: { name: string; message: string }): Fate {
  if (name === "MessageRejected" && UNCONFIRMED.test(message)) return "later"
  return REFUSED.includes(name) ? "refused" : "away"
}
