/** Single values out of foreign JSON: undefined where they are not what they should be. */
import { DAY, now } from "#lib/base/clock.ts"

export type Json = Record<string, unknown>

/** The hue (degrees) of a colour such as `#0088CC`. */
export function hueOf(color: unknown): number | undefined {
  const hex = /^#?([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(String(color))
  if (!hex) return undefined
  const [r, g, b] = hex.slice(1).map((part) => Number.parseInt(part, 16)) as [number, number, number]
  const [low, high] = [Math.min(r, g, b), Math.max(r, g, b)]
  if (low === high) return 210
  const sector =
    high === r ? (g - b) / (high - low) : high === g ? 2 + (b - r) / (high - low) : 4 + (r - g) / (high - low)
  return Math.round((sector * 60 + 360) % 360) % 360
}

export function isObject(value: unknown): value is Json {
  return typeof value === "object" && value !== null && !Array.isArray(value)
}

/** A number of the kind that ids and counts are. */
export function wholeNumber(value: unknown): number | undefined {
  return typeof value === "number" && Number.isSafeInteger(value) && value >= 0 ? value : undefined
}

/** Text on one line, without what cannot be written; undefined when nothing is left. */
export function words(value: unknown): string | undefined {
  return typeof value === "string" && value.trim()
    ? value.toWellFormed().replace(/\s+/g, " ").trim()
    : undefined
}

/** There were no forums before. */
const EARLIEST = Date.parse("1980-01-01")

/** Milliseconds of a time. Nothing was written after tomorrow: it would stay on top of every list. */
export function time(value: unknown): number | undefined {
  const ms = typeof value === "string" ? Date.parse(value) : Number.NaN
  return ms >= EARLIEST && ms <= now() + DAY ? ms : undefined
}
