/** The picture that goes with a link to the forum, where people share it: drawn from its words, the same for everyone. */
import { join } from "node:path"
import type { OverlayOptions, Sharp } from "sharp"
import { shorten } from "#lib/markup/excerpt.ts"
import { inTurnOfCards, loaded } from "#lib/uploads/pictures.ts"
import { CARD } from "./card-size.ts"

export type Card = {
  /** What is written large. */
  title: string
  /** Where it lies, above the title, beside the colour of its category. */
  place?: { name: string; hue: number }
  /** The forum's name. */
  site: string
}

const MARGIN = 80
const WIDTH = CARD.width - 2 * MARGIN
const COLOURS = { paper: "#f5f6f4", ink: "#1b201e", quiet: "#5a635f", accent: "#0b665c" }
const LONGEST = 120

/**
 * Letters that our fonts have: Latin ones, with marks. What fonts a server has besides is anybody's guess, and a
 * letter without one would be drawn as a box.
 */
const DRAWN = /^[\u0020-\u007e\u00a0-\u02ff\u1e00-\u1eff\u2010-\u2027\u20ac]*$/u
const PICTOGRAPHS =
  /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0e|\ufe0f|\u20e3/gu

/** Draws a card as PNG. @returns undefined where no pictures can be made · @throws ForumError conflict when busy */
export async function drawCard(card: Card): Promise<Buffer | undefined> {
  const sharp = await loaded()
  if (!sharp) return undefined
  const site = drawable(card.site, 40)
  const title = drawable(card.title, LONGEST) ?? site
  const place = card.place && drawable(card.place.name, 50)
  return inTurnOfCards(async () => {
    const parts = [...FLUTING]
    if (place) {
      const colour = `hsl(${card.place!.hue}, 55%, 36%)`
      parts.push({ ...block(24, 24, colour), left: MARGIN, top: 92 })
      parts.push({ input: await written(sharp, place, 32, COLOURS.quiet), left: MARGIN + 40, top: 86 })
    }
    if (title)
      parts.push({ input: await written(sharp, title, sizeFor(title), COLOURS.ink), left: MARGIN, top: 160 })
    if (site && site !== title)
      parts.push({
        input: await written(sharp, site, 36, COLOURS.accent),
        left: MARGIN,
        top: CARD.height - 108,
      })
    const paper = { ...CARD, channels: 3 as const, background: COLOURS.paper }
    return sharp({ create: paper }).composite(parts).png({ palette: true }).toBuffer()
  })
}

/** The text as it can be drawn, or undefined when a part of it cannot: half a title says something else. */
export function drawable(text: string, limit: number): string | undefined {
  const plain = shorten(text.normalize("NFC").replace(PICTOGRAPHS, " "), limit)
  return plain !== "" && DRAWN.test(plain) ? plain : undefined
}

const sizeFor = ({ length }: string): number => (length <= 40 ? 76 : length <= 80 ? 62 : 52)

const block = (width: number, height: number, background: string): OverlayOptions => ({
  input: { create: { width, height, channels: 3, background } },
})

/** The columns of the mark, at the side. */
const FLUTING = [4, 20, 36].map((left) => ({ ...block(12, CARD.height, COLOURS.accent), left, top: 0 }))

type Library = NonNullable<Awaited<ReturnType<typeof loaded>>>

/** Text as a picture, broken into lines, and made smaller where it would still be too high. */
async function written(sharp: Library, text: string, size: number, colour: string): Promise<Buffer> {
  // A font that was named once is known to all that is written later.
  more ??= drawn(sharp, "\u0151", 10, colour, "stoa-sans-ext-1.ttf").raw().toBuffer()
  await more
  const bounds = { width: WIDTH, height: 340, fit: "inside", withoutEnlargement: true } as const
  return drawn(sharp, text, size, colour, "stoa-serif-1.ttf").resize(bounds).png().toBuffer()
}
let more: Promise<unknown> | undefined

function drawn(sharp: Library, text: string, size: number, colour: string, file: string): Sharp {
  return sharp({
    text: {
      text: `<span foreground="${colour}">${marked(text)}</span>`,
      font: `Stoa Serif, Stoa Sans ${size}`,
      fontfile: join(/* turbopackIgnore: true */ process.cwd(), "lib/web/fonts", file),
      ...{ dpi: 72, rgba: true, wrap: "word-char", width: WIDTH, spacing: 6 },
    },
  })
}

const marked = (text: string): string =>
  text.replace(/[&<>]/g, (sign) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[sign]!)
