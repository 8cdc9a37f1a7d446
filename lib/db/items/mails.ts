/** Mails that go out, and what members want of them. A mail says what it is about and holds no text of others. */
import { z } from "zod"
import { DIGESTS_DUE, mailKey, mailOffKey, mailSettingsKey, mailsByState } from "../keys/mails.ts"
import { Clearable } from "./clearings.ts"
import { entity } from "./entity.ts"

export const About = z.discriminatedUnion("kind", [
  /** Written when it is sent, from the notification and its post as they are then. */
  z.object({ kind: z.literal("notification"), notification: z.string() }),
  z.object({ kind: z.literal("welcome") }),
  /** Staff took something off the member's profile; why is kept there. */
  z.object({ kind: z.literal("cleared"), what: Clearable }),
  /** What was told in an issue of the inbox; and the best topics from one time to the other, ISO 8601. */
  z.object({
    kind: z.literal("digest"),
    issue: z.number().default(0),
    since: z.string(),
    until: z.string(),
  }),
  /** A letter about an account, with a secret in it perhaps: sealed, and gone once it is sent. */
  z.object({ kind: z.literal("letter"), sealed: z.string().optional() }),
])
export type About = z.output<typeof About>

export const MailSchema = z.object({
  /** Follows from its cause: told twice, it is one mail. Carries the time of the cause. */
  id: z.string(),
  user: z.string(),
  about: About,
  state: z.enum(["waiting", "sent", "skipped", "failed"]),
  /** After that it is of no use, say because its link has run out. */
  goodUntil: z.string(),
  /** When to try (again). Whoever tries moves it ahead first, so that no one else does meanwhile. */
  dueAt: z.string(),
  tries: z.number(),
  /** Why the last try failed, why it was given up, or why it was not wanted any more. */
  reason: z.string().optional(),
  createdAt: z.string(),
  updatedAt: z.string(),
  expiresAt: z.number(),
})
export type Mail = z.output<typeof MailSchema>

export const Mails = entity("Mail", MailSchema, (mail) => ({
  ...mailKey(mail.user, mail.id),
  ...(mail.state === "waiting" && { GSI3PK: mailsByState("waiting"), GSI3SK: `${mail.dueAt}#${mail.id}` }),
  ...(mail.state === "failed" && { GSI3PK: mailsByState("failed"), GSI3SK: `${mail.createdAt}#${mail.id}` }),
}))

export const Choice = z.enum(["at-once", "digest", "never"])
export type Choice = z.output<typeof Choice>
export const Frequency = z.enum(["daily", "weekly", "never"])
export type Frequency = z.output<typeof Frequency>

export const MailSettingsSchema = z.object({
  user: z.string(),
  /** By kind of notification; a kind that is missing is as `lib/email/choices.ts` says. */
  choices: z.record(z.string(), Choice),
  digest: Frequency,
  /** No mail at all, except about the account. */
  off: z.boolean(),
  /** The address takes no mail, or its owner called ours unwanted: none is sent until it is confirmed anew. */
  stopped: z
    .object({
      why: z.enum(["bounced", "complained"]),
      address: z.string(),
      at: z.string(),
      reason: z.string(),
    })
    .optional(),
  /** When the last digest was due: the next one tells what happened since. */
  digestedAt: z.string(),
  nextDigestAt: z.string(),
  version: z.number(),
  updatedAt: z.string(),
})
export type MailSettings = z.output<typeof MailSettingsSchema>

/** Only who gets digests is among those whose digest is due some time. */
export const MailSettingsItems = entity("MailSettings", MailSettingsSchema, (settings) => ({
  ...mailSettingsKey(settings.user),
  ...(settings.digest !== "never" &&
    !settings.off &&
    !settings.stopped && { GSI3PK: DIGESTS_DUE, GSI3SK: `${settings.nextDigestAt}#${settings.user}` }),
}))

export const MailOffSchema = z.object({ user: z.string(), topic: z.string(), createdAt: z.string() })
export const MailOffs = entity("MailOff", MailOffSchema, ({ user, topic }) => mailOffKey(user, topic))
