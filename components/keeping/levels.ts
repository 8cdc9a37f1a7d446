/** How closely one can follow something, in words. */
import type { Level, Stance } from "#lib/views/keeping.ts"

export type Choice<T extends string> = {
  value: T
  label: string
  /** What the button says while this is chosen. */
  button: string
  hint: string
}

export const TOPIC_LEVELS: Choice<Level>[] = [
  { value: "watching", label: "Watch", button: "Watching", hint: "You are told of every reply." },
  {
    value: "tracking",
    label: "Track",
    button: "Tracking",
    hint: "New replies are on your list of what is unread.",
  },
  {
    value: "normal",
    label: "Normal",
    button: "Watch",
    hint: "You are told when somebody answers or mentions you.",
  },
  {
    value: "muted",
    label: "Mute",
    button: "Muted",
    hint: "You are told nothing, and your lists leave it out.",
  },
]

export const CATEGORY_LEVELS: Choice<Level>[] = [
  {
    value: "watching",
    label: "Watch",
    button: "Watching",
    hint: "You are told of every topic and reply here.",
  },
  {
    value: "tracking",
    label: "Track",
    button: "Tracking",
    hint: "What is new here is on your list of what is unread.",
  },
  {
    value: "normal",
    label: "Normal",
    button: "Watch",
    hint: "You are told when somebody answers or mentions you.",
  },
  {
    value: "muted",
    label: "Mute",
    button: "Muted",
    hint: "You are told nothing, and your lists leave it out.",
  },
]

export const STANCES: Choice<Stance>[] = [
  {
    value: "follow",
    label: "Follow",
    button: "Following",
    hint: "You are told when they write. They can see that you follow them.",
  },
  {
    value: "neutral",
    label: "Neither",
    button: "Follow",
    hint: "You are told when they answer or mention you.",
  },
  {
    value: "mute",
    label: "Mute",
    button: "Muted",
    hint: "You are told nothing of them, and your list of new topics leaves theirs out. They do not learn of it.",
  },
]

/** A level as a mark beside a topic; nothing where there is nothing special. */
export const LEVEL_MARKS: Partial<Record<Level, string>> = {
  watching: "Watching",
  tracking: "Tracking",
  muted: "Muted",
}
