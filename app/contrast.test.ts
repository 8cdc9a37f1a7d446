/** Whoever asks for more contrast gets it: 7 to 1 for all that is read, 3 to 1 for lines (WCAG 1.4.6, 1.4.11). */
import { readFileSync } from "node:fs"
import { expect, test } from "vitest"

const css = readFileSync(new URL("./contrast.css", import.meta.url), "utf8")
const themes = [...css.matchAll(/(:root:root[^{]*)\{([^}]*)\}/g)].map(([, selector, body]) => ({
  selector: selector!.trim(),
  colors: new Map([...body!.matchAll(/--([\w-]+): (#\w{6});/g)].map(([, name, hex]) => [name!, hex!])),
}))

function luminance(hex: string): number {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }) as [number, number, number]
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

test.each(themes)("$selector", ({ colors }) => {
  const grounds = ["surface", "surface-2", "surface-3"].map((name) => colors.get(name) ?? "#ffffff")
  const texts = ["text", "muted", "accent", "danger", "success", "warning", "visited"]
  for (const ground of grounds) {
    for (const name of texts.filter((text) => colors.has(text)))
      expect(contrast(colors.get(name)!, ground), `${name} on ${ground}`).toBeGreaterThanOrEqual(7)
    for (const name of ["border", "field-border"])
      expect(contrast(colors.get(name)!, ground), `${name} on ${ground}`).toBeGreaterThanOrEqual(3)
  }
})

test("both themes are there, chosen or the system's, with the same dark colours", () => {
  expect(themes).toHaveLength(3)
  expect(themes[1]!.colors).toEqual(themes[2]!.colors)
})
