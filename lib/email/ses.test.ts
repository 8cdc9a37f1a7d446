import { describe, expect, test } from "vitest"
import { returnedBySes } from "./ses.ts"

const mail = {
  timestamp: "2026-11-20T08:00:01.000Z",
  source: "forum@example.org",
  messageId: "0100017f-made-up",
  destination: ["ann@example.org"],
}
const bounce = (changes: Record<string, unknown>) =>
  JSON.stringify({
    notificationType: "Bounce",
    bounce: {
      bounceType: "Permanent",
      bounceSubType: "General",
      bouncedRecipients: [
        {
          emailAddress: "Ann@Example.org",
          action: "failed",
          status: "5.1.1",
          diagnosticCode: "smtp; 550 5.1.1 nobody of that name lives here",
        },
      ],
      timestamp: "2026-11-20T08:00:05.000Z",
      feedbackId: "f-1",
      ...changes,
    },
    mail,
  })

describe("a notification of SES", () => {
  test("of a permanent bounce names the address and the reason", () => {
    expect(returnedBySes(bounce({}))).toEqual([
      {
        address: "ann@example.org",
        why: "bounced",
        reason: "smtp; 550 5.1.1 nobody of that name lives here",
      },
    ])
  })

  test("of a full mailbox, or of words that were not taken, stops nothing", () => {
    expect(returnedBySes(bounce({ bounceType: "Transient", bounceSubType: "MailboxFull" }))).toEqual([])
    expect(returnedBySes(bounce({ bounceSubType: "ContentRejected" }))).toEqual([])
  })

  test("of a complaint names everybody of it, by either name of its kind", () => {
    const complaint = {
      complainedRecipients: [{ emailAddress: "Ann <ann@example.org>" }, { emailAddress: "bob@example.org" }],
      complaintFeedbackType: "abuse",
      userAgent: "a mail provider",
    }
    const said = [
      { address: "ann@example.org", why: "complained", reason: "Reported as abuse" },
      { address: "bob@example.org", why: "complained", reason: "Reported as abuse" },
    ]
    for (const kind of [{ notificationType: "Complaint" }, { eventType: "Complaint" }])
      expect(returnedBySes(JSON.stringify({ ...kind, complaint, mail }))).toEqual(said)
    const praise = { ...complaint, complaintFeedbackType: "not-spam" }
    expect(returnedBySes(JSON.stringify({ eventType: "Complaint", complaint: praise }))).toEqual([])
  })

  test("of anything else, or nothing that SES would say, is no reason to stop", () => {
    const delivery = { notificationType: "Delivery", delivery: { recipients: ["ann@example.org"] }, mail }
    for (const text of [
      JSON.stringify(delivery),
      "{}",
      "null",
      "no JSON",
      JSON.stringify({ eventType: "Bounce" }),
    ])
      expect(returnedBySes(text)).toEqual([])
  })
})
