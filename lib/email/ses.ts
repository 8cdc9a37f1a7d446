/** What Amazon SES tells of addresses that took no mail, as SNS brings it: a pure reading, for the Lambda behind the topic. */
import { z } from "zod"

/** An address to which mail shall stop, and why. */
export type Returned = { address: string; why: "bounced" | "complained"; reason: string }

const Recipient = z.object({ emailAddress: z.string() })

const BounceNote = z.object({
  bounce: z.object({
    bounceType: z.string(),
    bounceSubType: z.string().optional(),
    bouncedRecipients: z.array(Recipient.extend({ diagnosticCode: z.string().optional() })),
  }),
})

const ComplaintNote = z.object({
  complaint: z.object({
    complainedRecipients: z.array(Recipient),
    complaintFeedbackType: z.string().optional(),
  }),
})

/** SES calls the kind differently in notifications of an identity and in events of a configuration set. */
const Kind = z.object({ notificationType: z.string().optional(), eventType: z.string().optional() })

/** What SES may call permanent and is not the address' fault: our words, an attachment. */
const NOT_THE_ADDRESS = ["ContentRejected", "AttachmentRejected", "MessageTooLarge"]

/**
 * Which addresses an SNS message says take no mail. Transient bounces (a full mailbox), deliveries and whatever else
 * there is give nothing.
 * @param message the text of SNS' `Message` field, as JSON
 */
export function returnedBySes(message: string): Returned[] {
  const note = parsed(message)
  const kind = Kind.safeParse(note).data
  const type = kind?.notificationType ?? kind?.eventType
  if (type === "Bounce") return bouncesIn(note)
  return type === "Complaint" ? complaintsIn(note) : []
}

function bouncesIn(note: unknown): Returned[] {
  const bounce = BounceNote.safeParse(note).data?.bounce
  if (bounce?.bounceType !== "Permanent" || NOT_THE_ADDRESS.includes(bounce.bounceSubType ?? "")) return []
  return bounce.bouncedRecipients.map(({ emailAddress, diagnosticCode }) => ({
    address: addressIn(emailAddress),
    why: "bounced",
    reason: diagnosticCode ?? `Permanent bounce (${bounce.bounceSubType ?? "no details"})`,
  }))
}

function complaintsIn(note: unknown): Returned[] {
  const complaint = ComplaintNote.safeParse(note).data?.complaint
  // The receiver said that it is no junk: a complaint only by name.
  if (!complaint || complaint.complaintFeedbackType === "not-spam") return []
  return complaint.complainedRecipients.map(({ emailAddress }) => ({
    address: addressIn(emailAddress),
    why: "complained",
    reason: `Reported as ${complaint.complaintFeedbackType ?? "unwanted"}`,
  }))
}

/** SES may give a name with the address. */
const addressIn = (text: string): string => (/<([^<>]+)>/.exec(text)?.[1] ?? text).trim().toLowerCase()

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
