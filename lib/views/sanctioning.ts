/** What would become of many members if the same were done to all: for staff to look at before. */
import { isForumError } from "#lib/base/errors.ts"
import type { Sanction } from "#lib/db/items/cases.ts"
import { FOREVER, isPending } from "#lib/db/items/users.ts"
import { getUsers } from "#lib/db/patterns/users.ts"
import type { Member } from "#lib/forum/actor.ts"
import { MOST_SANCTIONED, previewOfSanctions, SanctionsAsked } from "#lib/forum/sanctioning.ts"
import { endOf, LENGTHS } from "#lib/forum/standing.ts"
import { staffMemberPath } from "#lib/web/paths.ts"
import { t } from "#lib/words/t.ts"

/** What an address asks for; as it came. */
export type SanctionsTyped = {
  names?: string | undefined
  sanction?: string | undefined
  length?: string | undefined
  day?: string | undefined
  /** Ids, where they were chosen in a list. */
  members: string[]
  look: boolean
}

export type SanctionsView = {
  typed: { names: string; sanction?: string; length?: string; day?: string }
  most: number
  lengths: readonly (typeof LENGTHS)[number][]
  /** Why there is no preview. */
  wrong?: { field: string; message: string }
  preview?: SanctionsPreview
}

export type SanctionsPreview = {
  sanction: Sanction
  /** ISO 8601; absent of what has no end, and of warnings. */
  until?: string
  length: string
  day: string
  will: { id: string; name: string; href: string; turn: number; closes: boolean }[]
  left: { id: string; name: string; why: string }[]
}

/** @throws ForumError unauthenticated, not-found: also to who is no staff */
export async function loadSanctions(actor: Member, asked: SanctionsTyped): Promise<SanctionsView> {
  const { sanction, length, day, look } = asked
  const names = asked.names ?? (await namesIn(asked.members))
  const typed = { names, ...(sanction && { sanction }), ...(length && { length }), ...(day && { day }) }
  const view: SanctionsView = { typed, most: MOST_SANCTIONED, lengths: LENGTHS }
  if (!look) return view
  const { data, error } = SanctionsAsked.safeParse({ ...typed, length: length || undefined })
  if (error) {
    const { path, message } = error.issues[0]!
    const field = String(path[0] ?? "names")
    return {
      ...view,
      wrong: { field, message: field === "sanction" ? t("moderation.many.choose-act") : message },
    }
  }
  try {
    const effects = await previewOfSanctions(actor, data)
    const until = data.sanction === "warned" ? FOREVER : endOf(data)
    return {
      ...view,
      preview: {
        ...{ sanction: data.sanction, length: data.length, day: data.day },
        ...(until !== FOREVER && { until }),
        will: effects.flatMap((effect) =>
          "writes" in effect
            ? [
                {
                  ...{ id: effect.id, name: effect.title, href: staffMemberPath(effect.id) },
                  ...{ turn: effect.turn, closes: effect.closes },
                },
              ]
            : [],
        ),
        left: effects.flatMap((effect) =>
          "left" in effect ? [{ id: effect.id, name: effect.title, why: effect.left }] : [],
        ),
      },
    }
  } catch (error) {
    if (isForumError(error, "invalid")) return { ...view, wrong: { field: "names", message: error.message } }
    throw error
  }
}

async function namesIn(members: string[]): Promise<string> {
  const users = await getUsers([...new Set(members)].slice(0, MOST_SANCTIONED))
  return users
    .filter((user) => !user.leftAt && !isPending(user))
    .map(({ name }) => name)
    .join(", ")
}
