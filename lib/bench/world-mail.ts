/** Mail of the forum that is measured: full pages of what waits and what failed, whatever the forum's size. */
import { MINUTE } from "#lib/base/clock.ts"
import { lowestIdAt, mintId } from "#lib/base/ids.ts"
import type { Person } from "#lib/db/items/entity.ts"
import { type Mail, MailOffs, MailSettingsItems, Mails } from "#lib/db/items/mails.ts"
import { Notifications } from "#lib/db/items/notifications.ts"
import type { Topic } from "#lib/db/items/topics.ts"
import { defaultSettings } from "#lib/email/choices.ts"

const START = Date.UTC(2026, 0, 1)
const PAGES = 40
/** Whose mail is measured: one of whom nothing else is. */
export const MAILED = 3
const REASON = "451 4.7.1 greylisted, try again later: https://example.org/postmaster".padEnd(200, ".")

export const NOTICE = lowestIdAt(START)

/** The `n`th of a member's mails. */
export function mailAt(user: string, n: number, state: Mail["state"] = "waiting"): Mail {
  const at = new Date(START + n * MINUTE).toISOString()
  return {
    ...{
      id: mintId(START, `${state} ${n}`, n),
      user,
      state,
      tries: 3,
      reason: REASON,
      expiresAt: 4_000_000_000,
    },
    ...{
      about: { kind: "notification", notification: NOTICE },
      goodUntil: at,
      dueAt: at,
      createdAt: at,
      updatedAt: at,
    },
  }
}

/** @param members who have chosen their mail: the digest of the first thirty is due */
export function mailItems(members: Person[], topics: Topic[]): Record<string, unknown>[] {
  const ann = members[MAILED]!
  const at = new Date(START).toISOString()
  const some = Array.from({ length: PAGES }, (_, n) => n)
  return [
    ...some.map((n) => Mails.encode(mailAt(ann.id, n))),
    ...some.map((n) => Mails.encode(mailAt(ann.id, n, "failed"))),
    ...members
      .slice(0, 30)
      .map(({ id }) => MailSettingsItems.encode({ ...defaultSettings(id, at), nextDigestAt: at })),
    ...topics.slice(0, 30).map(({ id }) => MailOffs.encode({ user: ann.id, topic: id, createdAt: at })),
    ...some.map((n) =>
      Notifications.encode({
        ...{
          id: n === 0 ? NOTICE : mintId(START + n, `notice ${n}`),
          user: ann.id,
          kind: "reply",
          count: 1,
          round: 0,
        },
        ...{
          category: "harbour",
          topic: topics[0]!.id,
          post: topics[0]!.firstPost,
          by: [ann],
          title: topics[0]!.title,
        },
        ...{ createdAt: at, expiresAt: 4_000_000_000 },
      }),
    ),
  ]
}
