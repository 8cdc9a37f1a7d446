/** The picture that goes with a link to the forum, where people share it: drawn from its words, the same for everyone. */
import type { OverlayOptions } from "sharp"
import { shorten } from "#lib/markup/excerpt.ts"
import { inTurnOfCards, loaded } from "#lib/uploads/pictures.ts"
import { CARD } from "./card-size.ts"
import { canWrite, written } from "./lettering.ts"

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

const PICTOGRAPHS =
  /\p{Extended_Pictographic}|\p{Emoji_Modifier}|\p{Regional_Indicator}|\u200d|\ufe0e|\ufe0f|\u20e3/gu

/** What nobody sees, and what turns the direction of what follows. Joiners are part of words. */
const UNSEEN = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Variation_Selector}]|\s/gu
/** Whose first letter is read from the right. */
const FROM_RIGHT = /^\P{L}*[\p{Script=Arabic}\p{Script=Hebrew}]/u

/** Draws a card as PNG. @returns undefined where no pictures can be made · @throws ForumError conflict when busy */
export async function drawCard(card: Card): Promise<Buffer | undefined> {
  const sharp = await loaded()
  if (!sharp) return undefined
  return inTurnOfCards(async () => {
    const able = async (text: string | undefined, limit: number) => {
      const plain = plainly(text ?? "", limit)
      return plain !== "" && (await canWrite(sharp, plain)) ? plain : undefined
    }
    const site = await able(card.site, 40)
    const title = (await able(card.title, LONGEST)) ?? site
    const place = await able(card.place?.name, 50)
    const parts = [...FLUTING]
    const write = async (text: string, size: number, colour: string, top: number, left = MARGIN) => {
      const { data, width } = await written(sharp, { text, size, colour, width: WIDTH, height: 340 })
      const start = FROM_RIGHT.test(text) && left === MARGIN ? CARD.width - MARGIN - width : left
      parts.push({ input: data, left: start, top })
    }
    if (place) {
      const colour = `hsl(${card.place!.hue}, 55%, 36%)`
      parts.push({ ...block(24, 24, colour), left: MARGIN, top: 92 })
      await write(place, 32, COLOURS.quiet, 86, MARGIN + 40)
    }
    if (title) await write(title, sizeFor(title), COLOURS.ink, 160)
    if (site && site !== title) await write(site, 36, COLOURS.accent, CARD.height - 108)
    const paper = { ...CARD, channels: 3 as const, background: COLOURS.paper }
    return sharp({ create: paper }).composite(parts).png({ palette: true }).toBuffer()
  })
}

/** The text without what cannot be drawn anywhere, or seen. */
export const plainly = (text: string, limit: number): string =>
  shorten(text.normalize("NFC").replace(PICTOGRAPHS, " ").replace(UNSEEN, " "), limit)

const sizeFor = ({ length }: string): number => (length <= 40 ? 76 : length <= 80 ? 62 : 52)

const block = (width: number, height: number, background: string): OverlayOptions => ({
  input: { create: { width, height, channels: 3, background } },
})

/** The columns of the mark, at the side. */
const FLUTING = [4, 20, 36].map((left) => ({ ...block(12, CARD.height, COLOURS.accent), left, top: 0 }))
