/** Whoever asks for more contrast gets it: 7 to 1 for all that is read, 3 to 1 for lines (WCAG 1.4.6, 1.4.11). */
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"
import { contrast } from "#lib/forum/contrast.ts"

const css = readFileSync(new URL("./contrast.css", import.meta.url), "utf8")
const colorsIn = (list: string) =>
  new Map([...list.matchAll(/--([\w-]+): (#\w{6});/g)].map(([, name, hex]) => [name!, hex!]))
const [light, dark] = css.split("@variant dark-theme").map(colorsIn) as [
  Map<string, string>,
  Map<string, string>,
]
const TEXTS = ["text", "muted", "accent", "danger", "success", "warning", "visited"]
const LINES = ["border", "field-border"]

/** Behind code; it stays as it is in each theme. */
const CODE = { light: "#f2f4f2", dark: "#1c2220" }

test.each([
  ["light", light],
  ["dark", dark],
] as const)("%s", (theme, colors) => {
  for (const [name, color] of colors)
    if (/^(code|alert)-/.test(name))
      expect(contrast(color, CODE[theme]), `${name} on code`).toBeGreaterThanOrEqual(7)
  const grounds = ["surface", "surface-2", "surface-3"].map((name) => colors.get(name) ?? "#ffffff")
  for (const ground of grounds) {
    for (const name of TEXTS)
      expect(contrast(colors.get(name)!, ground), `${name} on ${ground}`).toBeGreaterThanOrEqual(7)
    for (const name of LINES)
      expect(contrast(colors.get(name)!, ground), `${name} on ${ground}`).toBeGreaterThanOrEqual(3)
  }
})
