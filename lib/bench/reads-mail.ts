/** Access patterns of mail. */
import * as mails from "#lib/db/patterns/mails.ts"
import type { World } from "./world.ts"
import { MAILED, mailAt, NOTICE } from "./world-mail.ts"

const idOf = (world: World): string => world.members[MAILED]!.id
const LATER = "2026-02-01T00:00:00.000Z"

export const MAIL_READS: Record<string, (world: World) => Promise<unknown>> = {
  "AP-80": (world) => mails.getMail(idOf(world), mailAt(idOf(world), 0).id),
  "AP-80b": (world) =>
    mails.mailsThere(
      idOf(world),
      Array.from({ length: 15 }, (_, n) => mailAt(idOf(world), n).id),
    ),
  "AP-81": () => mails.mailsDue(LATER),
  "AP-81b": () => mails.mailsInState("failed"),
  "AP-82": (world) => mails.mailSettingsOf(world.members.slice(0, 30).map(({ id }) => id)),
  "AP-83": () => mails.digestsDue(LATER),
  "AP-84": (world) => mails.isTopicMailOff(idOf(world), world.topics[0]!.id),
  "AP-85": (world) => mails.topicsWithoutMail(idOf(world)),
  "AP-86": (world) => mails.noticeScene(idOf(world), NOTICE),
  "AP-87": (world) => mails.notificationsOfIssue(idOf(world), 0, "2025-01-01T00:00:00.000Z"),
}
