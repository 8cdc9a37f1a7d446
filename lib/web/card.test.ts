import sharp from "sharp"
import { describe, expect, test } from "vitest"
import { loaded } from "#lib/uploads/pictures.ts"
import { drawCard, plainly } from "./card.ts"
import { CARD } from "./card-size.ts"
import { canWrite } from "./lettering.ts"

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

  test("is written in Cyrillic, Greek, Hebrew and Arabic letters, those from the right at the right", async () => {
    const without = await drawCard({ title: site, place, site })
    const titles = [
      "Лодки зимой",
      "Βάρκες τον χειμώνα",
      "סירות בחורף",
      "القوارب في الشتاء",
      "می‌خواهم",
      "Ћирилица",
    ]
    for (const title of titles) expect((await drawn(title)).equals(without!), title).toBe(false)
    const half = async (title: string, left: number) => {
      const area = { left, top: 160, width: 500, height: 90 }
      const points = await sharp(await drawn(title))
        .extract(area)
        .greyscale()
        .raw()
        .toBuffer()
      return points.filter((grey) => grey < 128).length
    }
    expect(await half("סירות", 60)).toBe(0)
    expect(await half("סירות", 660)).toBeGreaterThan(500)
  })

  test("shows the forum's name where no font has a letter of the title", async () => {
    const without = await drawCard({ title: site, place, site })
    // Letters that no machine has: planes nobody has given out, and private ones.
    for (const title of ["\u{50000}", "half \u{f1234}", "\ue123", "\u3164"])
      expect((await drawn(title)).equals(without!), title).toBe(true)
    const library = (await loaded())!
    expect(
      await canWrite(library, "Βσς Яжґ אבגדהוזחטיךכלםמןנסעףפץצקרשת ابجدهوزحطيكلمنسعفصقرشتثخذضظغ ő"),
    ).toBe(true)
    expect(await canWrite(library, "a\u{50000}")).toBe(false)
  })

  test("leaves emoji out", () => {
    expect(plainly("Fast 🚀 boats\u202e 👩🏽‍🔧 🇩🇪", 100)).toBe("Fast boats")
    expect(plainly("🚀", 100)).toBe("")
    expect(plainly("word ".repeat(60), 120).length).toBeLessThanOrEqual(120)
  })
})
