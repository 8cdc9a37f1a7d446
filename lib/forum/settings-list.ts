/**
 * Everything that can be set of the forum while it runs: one line each, with what it is at first and what it may be. Its
 * name and description are `options.<key>` and `options.<key>-text` in the words. What a process needs before it has a
 * table is in the environment (lib/config.ts).
 */
import { z } from "zod"
import { t } from "#lib/words/t.ts"
import { clean } from "./cleaning.ts"

/** Under which head it stands. */
export type SettingArea = "forum" | "registration" | "trust" | "writing" | "costs"

type Common<T> = { area: SettingArea; default: T; schema: z.ZodType<T, unknown> }
export type NumberSetting = Common<number> & { kind: "number"; min: number; max: number }
export type SwitchSetting = Common<boolean> & { kind: "switch" }
export type ChoiceSetting<O extends string = string> = Common<O> & { kind: "choice"; options: readonly O[] }
export type TextSetting = Common<string> & { kind: "text"; max: number; lines: boolean }
export type Setting = NumberSetting | SwitchSetting | ChoiceSetting | TextSetting

export const SETTINGS = {
  registration: choice("registration", ["open", "approval", "invitation"]),
  "who-invites": choice("registration", ["administrators", "trusted", "regular", "member"]),
  "first-posts-held": number("writing", 0, 0, 50),
  "new-links": number("trust", 5, 0, 100),
  "new-pictures": number("trust", 5, 0, 20),
  "new-topics": number("trust", 5, 1, 100),
  "new-edit-hours": number("trust", 24, 0, 10_000),
  "trust-member-posts": number("trust", 10, 1, 10_000),
  "trust-member-days": number("trust", 15, 1, 10_000),
  "trust-regular-posts": number("trust", 50, 1, 100_000),
  "trust-regular-days": number("trust", 30, 1, 10_000),
  "trust-regular-likes": number("trust", 20, 0, 100_000),
  "read-only": onOff("forum", false),
  "public-log": onOff("forum", false),
  "staff-two-step": onOff("forum", false),
  // us-east-1, table class Standard, on-demand: aws.amazon.com/dynamodb/pricing/on-demand, as of November 2024.
  "price-of-reads": number("costs", 125, 0, 100_000),
  "price-of-writes": number("costs", 625, 0, 100_000),
} as const satisfies Record<string, Setting>

export type SettingKey = keyof typeof SETTINGS
export type SettingValues = { [K in SettingKey]: (typeof SETTINGS)[K]["default"] }

export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[]

/** What people call it. */
export function nameOfSetting(key: SettingKey): string {
  return t(`options.${key}`)
}

/** What it does, in a sentence or two. */
export function textOfSetting(key: SettingKey): string {
  return t(`options.${key}-text`)
}

/** A whole number. */
function number(area: SettingArea, preset: number, min: number, max: number): NumberSetting {
  const error = () => t("options.no-number", { min, max })
  // An empty field is no zero.
  const schema = z
    .union([z.number(), z.string().trim().min(1, { error }).transform(Number)], { error })
    .pipe(z.number({ error }).int({ error }).min(min, { error }).max(max, { error }))
  return { kind: "number", area, default: preset, min, max, schema }
}

/** On or off. A form says "on" for a box that is ticked, and names the key with "off" beside it. */
export function onOff(area: SettingArea, preset: boolean): SwitchSetting {
  const schema = z.union([z.boolean(), z.stringbool({ error: () => t("options.no-switch") })])
  return { kind: "switch", area, default: preset, schema }
}

/** One of a few; the first is what it is at first. What each is called is `options.<key>-is-<option>`. */
export function choice<const O extends string>(
  area: SettingArea,
  options: readonly [O, ...O[]],
): ChoiceSetting<O> {
  const schema = z.enum(options, { error: () => t("options.no-choice") })
  return { kind: "choice", area, default: options[0], options, schema: schema as z.ZodType<O, unknown> }
}

/** Words, at first none. @param lines whether it may have more than one line */
export function text(area: SettingArea, max: number, lines = false): TextSetting {
  const schema = z
    .string()
    .transform((typed) => (lines ? clean(typed) : clean(typed).replace(/\s+/g, " ")).trim())
    .refine((typed) => typed.length <= max, { error: () => t("options.too-long", { max }) })
  return { kind: "text", area, default: "", max, lines, schema }
}
