/** What the buttons and links of the inbox do, and where they lead. */
import type { z } from "zod"
import { parseCursor } from "#lib/base/page.ts"
import type { Actor, Member } from "#lib/forum/actor.ts"
import {
  findNotification,
  type MarkInput,
  markAllNotificationsRead,
  markNotificationRead,
} from "#lib/forum/notifications.ts"
import { casePath, notificationsPath, permanentPath } from "./paths.ts"
import type { Outcome } from "./writing.ts"

/** Marks one, or all, and comes back to the same page of the list. */
export async function sendMarkedAsRead(actor: Actor, input: z.output<typeof MarkInput>): Promise<Outcome> {
  if (input.notification) await markNotificationRead(actor, { notification: input.notification })
  else if (input.all) await markAllNotificationsRead(actor)
  return { to: notificationsPath(parseCursor(input.page ?? "")), stale: [] }
}

/**
 * Where what a notification tells of is seen; it is marked as read when its member opened it: not when another site's page
 * asks for the address, nor when a browser fetches ahead. @returns undefined when the member has no such notification
 */
export async function openNotification(
  member: Member,
  id: string,
  headers: Headers,
): Promise<string | undefined> {
  const isForeign =
    headers.get("sec-fetch-site") === "cross-site" && headers.get("sec-fetch-dest") !== "document"
  const isAhead = /prefetch/.test(headers.get("sec-purpose") ?? headers.get("purpose") ?? "")
  const open = isForeign || isAhead ? findNotification : markNotificationRead
  const found = await open(member, { notification: id })
  return found && (found.case ? casePath(found.case.id) : permanentPath(found.post))
}
