/** What a member may do at their level of trust, and what comes next. */
import type { TrustLevel, User } from "#lib/db/items/users.ts"
import type { SettingValues } from "#lib/forum/settings-list.ts"
import { FIRST_DAYS, figuresOf, trustOf } from "#lib/forum/trust.ts"
import { RULES } from "#lib/limits/rules.ts"
import { t } from "#lib/words/t.ts"

export type Standing = {
  level: string
  given: boolean
  rights: { name: string; now: string; next?: string }[]
  /** What they lack of the next level, in words; `any` one of them is enough. */
  next?: { level: string; any: boolean; lacking: string[] }
}

/** @param set what levels are earned by, and what new members may do */
export function standingOf(user: User, set: SettingValues): Standing {
  const level = trustOf(user, set)
  const above = user.trustGiven === undefined && level < 2 ? ((level + 1) as TrustLevel) : undefined
  const [now, later] = [rightsAt(level, set), above && rightsAt(above, set)]
  return {
    level: t(`trust.level.${level}`),
    given: user.trustGiven !== undefined,
    rights: RIGHTS.map((right) => ({
      name: t(`trust.right.${right}`),
      now: now[right],
      ...(later && { next: later[right] }),
    })),
    ...(above && {
      next: { level: t(`trust.level.${above}`), any: above === 1, lacking: lackingOf(user, above, set) },
    }),
  }
}

const RIGHTS = ["posts", "topics", "links", "pictures", "names", "tags", "edit"] as const

function rightsAt(level: TrustLevel, set: SettingValues): Record<(typeof RIGHTS)[number], string> {
  if (level === 0) {
    const hours = set["new-edit-hours"]
    return {
      posts: t("trust.a-day", { count: RULES["newcomer.write"].times }),
      topics: t("trust.a-day", { count: set["new-topics"] }),
      links: t("trust.up-to", { count: set["new-links"] }),
      pictures: t("trust.up-to", { count: set["new-pictures"] }),
      names: t("trust.a-day", { count: RULES["newcomer.name"].times }),
      tags: t("trust.tags-there"),
      edit: hours === 0 ? t("trust.for-ever") : t("trust.for-hours", { count: hours }),
    }
  }
  const times = level >= 2 ? 2 : 1
  return {
    posts: t("trust.a-minute", { count: times * RULES["post.create"].times }),
    topics: t("trust.a-minute", { count: times * RULES["topic.create"].times }),
    links: t("trust.any"),
    pictures: t("trust.any"),
    names: t("trust.a-day", { count: times * RULES["people.name"].times }),
    tags: t("trust.tags-new"),
    edit: t("trust.for-ever"),
  }
}

function lackingOf(user: User, level: TrustLevel, set: SettingValues): string[] {
  const { posts, days, likes } = figuresOf(user)
  if (level === 1)
    return [
      t("trust.next-posts", { count: set["trust-member-posts"], have: posts }),
      t("trust.next-days", { count: set["trust-member-days"], have: days }),
      t("trust.next-joined", { count: FIRST_DAYS }),
    ]
  return [
    t("trust.next-posts", { count: set["trust-regular-posts"], have: posts }),
    t("trust.next-days", { count: set["trust-regular-days"], have: days }),
    t("trust.next-likes", { count: set["trust-regular-likes"], have: likes }),
  ]
}
