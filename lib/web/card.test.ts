import sharp from "sharp"
import { describe, expect, test } from "vitest"
import { drawable, drawCard } from "./card.ts"
import { CARD } from "./card-size.ts"

const place = { name: "Repairs", hue: 30 }
const site = "The Quay"
const drawn = async (title: string) => (await drawCard({ title, place, site }))!

/** How many of a card's points between two heights are dark: writing. */
async function ink(card: Buffer, from: number, to: number): Promise<number> {
  const area = { left: 60, top: from, width: CARD.width - 60, height: to - from }
  const points = await sharp(card).extract(area).greyscale().raw().toBuffer()
  return points.filter((grey) => grey < 128).length
}

describe("the picture of a link", () => {
  test("has the size that is told, and its words", async () => {
    const card = await drawn("Boats in winter")
    expect(await sharp(card).metadata()).toMatchObject({ format: "png", ...CARD })
    expect(await ink(card, 160, 260)).toBeGreaterThan(1000)
    expect(await ink(card, 520, 600)).toBeGreaterThan(200)
    expect(await ink(card, 270, 500)).toBe(0)
  })

  test("is drawn whatever the title is, and never over the forum's name", async () => {
    const titles = [
      "W".repeat(400),
      "ẞÆŐ ".repeat(99),
      "<span font='900'>&amp;</b> \u0000\u202e",
      "",
      "\ud83d",
    ]
    for (const title of titles) {
      const card = await drawn(title)
      expect((await sharp(card).metadata()).width, title).toBe(CARD.width)
      expect(await ink(card, 500, 518), title).toBe(0)
    }
  })

  test("shows the forum's name where our fonts lack a letter of the title", async () => {
    const without = await drawCard({ title: site, place, site })
    for (const title of ["日本語のタイトル", "عنوان الموضوع", "Заголовок", "half 日本"])
      expect((await drawn(title)).equals(without!), title).toBe(true)
  })

  test("leaves emoji out", () => {
    expect(drawable("Fast 🚀 boats 👩🏽‍🔧 🇩🇪", 100)).toBe("Fast boats")
    expect(drawable("🚀", 100)).toBeUndefined()
    expect(drawable("word ".repeat(60), 120)!.length).toBeLessThanOrEqual(120)
  })
})
