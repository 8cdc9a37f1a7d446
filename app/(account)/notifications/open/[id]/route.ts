import { redirect } from "next/navigation"
import { Id } from "#lib/base/ids.ts"
import { memberOrSignIn } from "#lib/web/members-area.ts"
import { openNotification } from "#lib/web/notifications.ts"
import { notificationPath, notificationsPath } from "#lib/web/paths.ts"

export const dynamic = "force-dynamic"

/** Leads to that of which a member was told, and marks that as read: with a script or without. */
export async function GET(request: Request, { params }: { params: Promise<{ id: string }> }): Promise<never> {
  const id = Id.safeParse((await params).id)
  if (!id.success) redirect(notificationsPath())
  const member = await memberOrSignIn(notificationPath(id.data))
  const path = await openNotification(member, id.data, request.headers)
  redirect(path ?? notificationsPath())
}
