/** How closely one can follow something, in words. */
import type { Level, Stance } from "#lib/views/keeping.ts"
import { t } from "#lib/words/t.ts"

export type Choice<T extends string> = {
  value: T
  label: string
  /** What the button says while this is chosen. */
  button: string
  hint: string
}

/** The levels, with what the closer ones mean for the thing. */
const levels = (hints: { watching: string; tracking: string }): Choice<Level>[] => [
  { value: "watching", label: t("keeping.watch"), button: t("keeping.watching"), hint: hints.watching },
  { value: "tracking", label: t("keeping.track"), button: t("keeping.tracking"), hint: hints.tracking },
  { value: "normal", label: t("keeping.normal"), button: t("keeping.watch"), hint: t("keeping.normal-hint") },
  {
    value: "muted",
    label: t("keeping.mute"),
    button: t("keeping.people.muted"),
    hint: t("keeping.muted-hint"),
  },
]

export const topicLevels = (): Choice<Level>[] =>
  levels({ watching: t("keeping.topic.watching"), tracking: t("keeping.topic.tracking") })

export const categoryLevels = (): Choice<Level>[] =>
  levels({ watching: t("keeping.category.watching"), tracking: t("keeping.category.tracking") })

/** What a sub-category has until one chooses for it. */
export const inherited = (parent: string): Choice<Level | "inherited"> => ({
  value: "inherited",
  label: t("keeping.inherited", { parent }),
  button: t("keeping.watch"),
  hint: t("keeping.inherited-hint"),
})

export const stances = (): Choice<Stance>[] => [
  {
    value: "follow",
    label: t("keeping.follow"),
    button: t("keeping.people.following"),
    hint: t("keeping.member.follow"),
  },
  {
    value: "neutral",
    label: t("keeping.neither"),
    button: t("keeping.follow"),
    hint: t("keeping.member.neutral"),
  },
  {
    value: "mute",
    label: t("keeping.mute"),
    button: t("keeping.people.muted"),
    hint: t("keeping.member.mute"),
  },
]

/** A level as a mark beside a topic; nothing where there is nothing special. */
export function levelMark(level: Level): string | undefined {
  return level === "normal" ? undefined : topicLevels().find(({ value }) => value === level)?.button
}
