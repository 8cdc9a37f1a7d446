/** Writes words as pictures, with fonts that we bring and, for other scripts, with those of the machine (ADR 0201). */
import { join } from "node:path"
import { LRUCache } from "lru-cache"
import type { Sharp } from "sharp"
import type { loaded } from "#lib/uploads/pictures.ts"

type Library = NonNullable<Awaited<ReturnType<typeof loaded>>>

const MAIN = "stoa-serif-1.ttf"
const OTHERS = [
  "stoa-sans-ext-1.ttf",
  "source-serif-cyrillic-1.ttf",
  "source-serif-cyrillic-ext-1.ttf",
  "source-serif-greek-1.ttf",
  "noto-arabic-1.ttf",
  "noto-hebrew-1.ttf",
]
const FAMILIES =
  "Stoa Serif, Stoa Sans, Source Serif 4 SemiBold, Noto Sans Arabic SemiBold, Noto Sans Hebrew SemiBold"

/** Letters that our first two fonts have: Latin ones, with marks. */
const LATIN = /^[\u0020-\u007e\u00a0-\u02ff\u1e00-\u1eff\u2010-\u2027\u20ac]$/u
/** They join letters or keep them apart, and are no letters. */
const JOINERS = /^[\u200c\u200d]$/u

/** What was found of letters: the fonts of a machine do not change while it runs. */
const known = new LRUCache<string, boolean>({ max: 5_000 })

/** Whether all of a text can be drawn: whoever has no font for a letter would see a box. */
export async function canWrite(sharp: Library, text: string): Promise<boolean> {
  for (const letter of new Set(text)) {
    if (LATIN.test(letter) || JOINERS.test(letter)) continue
    let isKnown = known.get(letter)
    if (isKnown === undefined) {
      isKnown = await isDrawn(sharp, letter)
      known.set(letter, isKnown)
    }
    if (!isKnown) return false
  }
  return true
}

export type Lettering = { text: string; size: number; colour: string; width: number; height: number }

/** Text as a picture, broken into lines, and made smaller where it would still be too high. */
export async function written(
  sharp: Library,
  { text, size, colour, width, height }: Lettering,
): Promise<{ data: Buffer; width: number }> {
  await ready(sharp)
  const bounds = { width, height, fit: "inside", withoutEnlargement: true } as const
  const picture = drawn(sharp, text, { size, colour, width }).resize(bounds).png()
  const { data, info } = await picture.toBuffer({ resolveWithObject: true })
  return { data, width: info.width }
}

/** Pango puts a box with a number in the place of a letter that no font has: four thin lines. */
async function isDrawn(sharp: Library, letter: string): Promise<boolean> {
  await ready(sharp)
  const found = await drawn(sharp, letter, { size: 48, colour: "#000000", width: 200 })
    .extractChannel("alpha")
    .raw()
    .toBuffer({ resolveWithObject: true })
    .catch((error) => {
      if (!/no text to render/.test(String(error))) throw error
    })
  // What has no shape at all would leave a gap.
  if (!found) return false
  const { data, info } = found
  const { width, height } = info
  const isInk = (x: number, y: number): boolean => data[y * width + x]! > 64
  const rows = upTo(height).filter((y) => upTo(width).some((x) => isInk(x, y)))
  const columns = upTo(width).filter((x) => rows.some((y) => isInk(x, y)))
  const inkAt = (x: number, y: number): boolean => isInk(columns.at(x)!, rows.at(y)!)
  const isLine = (at: number, ink: boolean): boolean =>
    columns.slice(3, -3).every((_, i) => inkAt(i + 3, at) === ink) &&
    rows.slice(3, -3).every((_, i) => inkAt(at, i + 3) === ink)
  const isBox = isLine(0, true) && isLine(-1, true) && isLine(2, false) && isLine(-3, false)
  return rows.length < 20 || columns.length < 20 || !isBox
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, i) => i)

/** A font that was named once is known to all that is written later. */
let named: Promise<unknown> | undefined
function ready(sharp: Library): Promise<unknown> {
  const name = (file: string) =>
    drawn(sharp, "a", { size: 10, colour: "#000000", width: 100, file }).raw().toBuffer()
  named ??= OTHERS.reduce<Promise<unknown>>(
    (before, file) => before.then(() => name(file)),
    Promise.resolve(),
  ).catch((error) => {
    // What failed once is tried again by the next picture.
    named = undefined
    throw error
  })
  return named
}

function drawn(
  sharp: Library,
  text: string,
  { size, colour, width, file = MAIN }: { size: number; colour: string; width: number; file?: string },
): Sharp {
  return sharp({
    text: {
      text: `<span foreground="${colour}">${marked(text)}</span>`,
      font: `${FAMILIES} ${size}`,
      fontfile: join(/* turbopackIgnore: true */ process.cwd(), "lib/web/fonts", file),
      ...{ dpi: 72, rgba: true, wrap: "word-char", width, spacing: 6 },
    },
  })
}

const marked = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]!)
