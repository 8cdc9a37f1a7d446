/** Mail in tests: a mail server, notifications to tell of, and the moment at which the outbox is sent. */
import { afterAll, beforeAll } from "vitest"
import { epochSecondsIn, MINUTE, now, nowIso, setClock } from "#lib/base/clock.ts"
import { newId } from "#lib/base/ids.ts"
import { forgetConfig } from "#lib/config.ts"
import { putMany } from "#lib/db/batch.ts"
import type { Person } from "#lib/db/items/entity.ts"
import { type Notification, Notifications } from "#lib/db/items/notifications.ts"
import { inboxOf } from "#lib/db/patterns/notifications.ts"
import { hangUp } from "#lib/email/delivery.ts"
import { sendMail } from "#lib/email/sending.ts"
import { mail } from "#lib/projections/mail.ts"
import { settle } from "./settle.ts"
import { type MailServer, smtpServer, type Taken } from "./smtp.ts"

export type MailRoom = {
  server(): MailServer
  /** What arrived for an address. */
  to(address: string): Taken[]
}

/** A mail server for the tests of a file, and the forum set to use it. */
export function mailRoom(): MailRoom {
  let server: MailServer
  const before = { ...process.env }
  beforeAll(async () => {
    server = await smtpServer()
    Object.assign(process.env, {
      SMTP_URL: server.url,
      MAIL_FROM: "Stoa <forum@example.org>",
      STOA_URL: "https://forum.example.org",
    })
    forgetConfig()
  })
  afterAll(() => {
    setClock()
    hangUp()
    server.close()
    process.env = before
    forgetConfig()
  })
  return {
    server: () => server,
    to: (address) => server.taken.filter((one) => one.to.includes(address)),
  }
}

/** Tells the outbox what changed, and sends all that is due `later` milliseconds from now. */
export async function mailGoesOut(later = 2 * MINUTE): Promise<void> {
  await settle({ projections: [mail] })
  await at(now() + later, sendMail)
}

/** Does something as if it were another time. */
export async function at<T>(time: number, work: () => Promise<T>): Promise<T> {
  const started = Date.now()
  setClock(() => time + Date.now() - started)
  try {
    return await work()
  } finally {
    setClock()
  }
}

/** A notification, written as the projection of notifications would. */
export async function aNotification(
  user: string,
  about: { topic: string; post: string },
  by: Person,
  changes: Partial<Notification> = {},
): Promise<Notification> {
  const { issue } = await inboxOf(user, { consistent: true })
  const notification: Notification = {
    id: newId(),
    user,
    kind: "reply",
    category: "",
    topic: about.topic,
    post: about.post,
    by: [{ id: by.id, name: by.name }],
    count: 1,
    title: "A title that has changed since",
    createdAt: nowIso(),
    round: 0,
    ...(issue !== undefined && { issue }),
    expiresAt: epochSecondsIn(90 * 24 * 60 * MINUTE),
    ...changes,
  }
  await putMany([Notifications.encode(notification)])
  return notification
}
