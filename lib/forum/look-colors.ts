/** The accent of the forum: links, buttons, marks. Held to what people can read, in light and in dark. */
import { ForumError } from "#lib/base/errors.ts"
import { t } from "#lib/words/t.ts"
import { contrast, HEX, mixed, nearest, READABLE } from "./contrast.ts"

export type Theme = "light" | "dark"
export type Accents = Partial<Record<Theme, string>>

type Ground = {
  /** As it comes. */
  accent: string
  /** On what it lies (app/globals.css), the page itself first. */
  surfaces: readonly [string, ...string[]]
  /** What is written on it. */
  text: string
  /** How much of it is behind what is marked by it. */
  soft: number
  towards: "#000000" | "#ffffff"
}

/** The same values as in app/globals.css, which a test compares. */
export const GROUNDS: Record<Theme, Ground> = {
  light: {
    accent: "#0b665c",
    surfaces: ["#ffffff", "#f5f6f4", "#e9ece8"],
    text: "#ffffff",
    soft: 0.12,
    towards: "#000000",
  },
  dark: {
    accent: "#6accbd",
    surfaces: ["#131716", "#1a1f1d", "#262d2a"],
    text: "#06110f",
    soft: 0.18,
    towards: "#ffffff",
  },
}

/**
 * An accent as it is kept; undefined where it is the one that comes with the forum.
 * @throws ForumError invalid, with `field` (the theme), what is wrong, and a colour near it that is well
 */
export function accentOf(theme: Theme, typed: string): string | undefined {
  const color = typed.trim().toLowerCase()
  if (!HEX.test(color)) throw refused(theme, t("look.no-color"))
  if (color === GROUNDS[theme].accent) return undefined
  const { worst, ground } = worstOf(theme, color)
  if (worst >= READABLE) return color
  const near = nearest(color, GROUNDS[theme].towards, (one) => worstOf(theme, one).worst >= READABLE)
  const ratio = Math.floor(worst * 10) / 10
  throw refused(theme, t("look.contrast", { color, ground, ratio, least: READABLE, near }))
}

/** Where it is told worst from what it lies on, or from what is written on it. */
export function worstOf(theme: Theme, color: string): { worst: number; ground: string } {
  const { surfaces, text } = GROUNDS[theme]
  const all = [...surfaces, softOf(theme, color), text].map((ground) => ({
    worst: contrast(color, ground),
    ground,
  }))
  return all.reduce((worst, one) => (one.worst < worst.worst ? one : worst))
}

/** The rules that give pages these accents: what readers ask for of contrast counts more (app/contrast.css). */
export function accentCss({ light, dark }: Accents): string {
  const themes = [
    light && `html:root{${rulesOf("light", light)}}`,
    dark &&
      `@media screen and (prefers-color-scheme:dark){html:root:not([data-theme]){${rulesOf("dark", dark)}}}`,
    dark && `@media screen{html:root[data-theme="dark"]{${rulesOf("dark", dark)}}}`,
  ]
  return themes.filter(Boolean).join("\n")
}

function rulesOf(theme: Theme, accent: string): string {
  const soft = softOf(theme, accent)
  return `--accent:${accent};--accent-text:${GROUNDS[theme].text};--accent-soft:${soft}`
}

const softOf = (theme: Theme, accent: string): string =>
  mixed(accent, GROUNDS[theme].surfaces[0], GROUNDS[theme].soft)

const refused = (field: string, message: string): ForumError =>
  new ForumError("invalid", "invalid-input", { field, message })
