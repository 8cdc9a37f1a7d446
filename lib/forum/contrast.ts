/** How well a colour is told from another one (WCAG 2.2, 1.4.3), and the nearest one that is told well enough. */

/** Of text that people read. */
export const READABLE = 4.5

export const HEX = /^#[0-9a-f]{6}$/

type Three = [red: number, green: number, blue: number]

/** From 1, which is none, to 21. @param one `#rrggbb`, as `other` */
export function contrast(one: string, other: string): number {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b) as [number, number]
  return (high + 0.05) / (low + 0.05)
}

/** So much of `over` on `under`. @param share of 0 to 1 */
export function mixed(over: string, under: string, share: number): string {
  const [top, ground] = [partsOf(over), partsOf(under)]
  return hexOf(top.map((part, at) => part * share + ground[at]! * (1 - share)) as Three)
}

/**
 * The same hue, as little darker or lighter as it takes.
 * @param holds whether a colour is well enough told from what it lies on · @param towards black or white
 */
export function nearest(
  color: string,
  towards: "#000000" | "#ffffff",
  holds: (one: string) => boolean,
): string {
  for (let share = 1; share > 0; share -= 0.02) {
    const one = mixed(color, towards, share)
    if (holds(one)) return one
  }
  return towards
}

function luminance(hex: string): number {
  const [red, green, blue] = partsOf(hex).map((part) => {
    const share = part / 255
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4
  }) as Three
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function partsOf(hex: string): Three {
  return [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16)) as Three
}

function hexOf(parts: Three): string {
  return `#${parts.map((part) => Math.round(part).toString(16).padStart(2, "0")).join("")}`
}
