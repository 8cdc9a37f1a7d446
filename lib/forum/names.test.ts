import fc from "fast-check"
import { describe, expect, test } from "vitest"
import { isSameName, Name, nameFrom, skeletonOf } from "./names.ts"

const isAllowed = (name: string): boolean => Name.safeParse(name).success

describe("two names look alike", () => {
  test.each([
    ["Paypal", "paypaI"],
    ["Paypal", "pаypаl"], // Cyrillic а
    ["scope", "ѕсоре"], // Cyrillic throughout
    ["Tom", "Τοm"], // Greek
    ["ann", "ａｎｎ"], // full width
    ["ann", "𝒶𝓃𝓃"], // mathematical
    ["ann", "𝐀𝐍𝐍"],
    ["ann", "ᴀɴɴ"], // small capitals
    ["modern", "modem"],
    ["vvalter", "walter"],
    ["bill", "bi1l"],
    ["bob", "b0b"],
    ["ANNA", "ᎪNNᎪ"], // Cherokee
    ["hugo", "հugօ"], // Armenian
    ["ann.smith", "ann_smith"],
    ["Işıl", "Isil".replace("s", "ş")],
    ["İlk", "ilk"],
    ["Σίσυφος", "σίσυφοσ"],
    ["Ölaf", "ölaf"], // composed or not
    ["Ölaf", "O\u0308laf"],
  ])("%s and %s", (a, b) => {
    expect(skeletonOf(a)).toBe(skeletonOf(b))
  })

  test.each([
    ["ann", "anna"],
    ["jose", "josé"],
    ["Иван", "Иана"],
    ["李小龙", "李小明"],
    ["Ivan", "Inan"],
    ["dan", "clan"],
    ["민준이", "민중이"],
    ["محمد", "محمود"],
  ])("%s and %s do not", (a, b) => {
    expect(skeletonOf(a)).not.toBe(skeletonOf(b))
  })

  test("whatever the case, for every name", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), (name) => {
        expect(skeletonOf(skeletonOf(name).toUpperCase()).length).toBeGreaterThan(0)
        if (/^[\x20-\x7e]*$/.test(name)) {
          expect(skeletonOf(name.toUpperCase())).toBe(skeletonOf(name.toLowerCase()))
          expect(isSameName(name.toUpperCase(), name.toLowerCase())).toBe(true)
        }
      }),
    )
  })
})

describe("a name", () => {
  test.each([
    "Ann",
    "ann-marie.o_neil",
    "Zoë",
    "Иван",
    "Ελένη",
    "李小龙",
    "たなかさん",
    "김철수",
    "محمد",
    "नरेन्द्र",
    "שרה",
    "สมชาย",
    "x2y",
    "123go",
    "Moderna",
    "Rootbeer",
    "supporter",
    "Modesty",
    "Badmington",
    "Joe_Root",
    "tanaka山",
  ])("may be %s", (name) => {
    expect(Name.parse(name)).toBe(name.normalize("NFKC"))
  })

  test.each([
    "",
    "ab",
    "李明",
    "a".repeat(21),
    ".ann",
    "ann.",
    "_ann",
    "ann-",
    "ann..smith",
    "ann smith",
    "ann@home",
    "ann/../x",
    "<b>ann",
    "ann\u200b",
    "a\u200dnn",
    "ann\u202egpj",
    "a\u00adnn",
    "\u3164\u3164\u3164", // Hangul filler: a letter that shows nothing
    "ann\u0000",
    "ann\n",
    "a😀nn",
    "\u0301nn",
    `a${"\u0301".repeat(4)}nn`,
    `x${"\u0301\u0302\u0303".repeat(1)}${"\u0301".repeat(30)}`,
    "pаypal", // Latin with Cyrillic
    "Τοm",
  ])("may not be %j", (name) => {
    expect(isAllowed(name === "ann\n" ? "an\nn" : name)).toBe(false)
  })

  test.each([
    "admin",
    "Admin",
    "ADMIN",
    "adm1n",
    "admin2",
    "a.d.m.i.n",
    "ａｄｍｉｎ",
    "𝐚𝐝𝐦𝐢𝐧",
    "adrnin",
    "Administrator",
    "adminlstrator",
    "moderator",
    "m0derator",
    "mod",
    "rnod",
    "staff",
    "forum-admin",
    "AdminJoe",
    "joe_moderator",
    "system",
    "sуstem",
    "support",
    "root",
    "r00t",
    "stoa",
    "St0a",
    "stoa_team",
    "owner",
    "0wner",
    "ovvner",
    "help",
    "everyone",
    "null",
  ])("may not pass for staff: %s", (name) => {
    expect(isAllowed(name)).toBe(false)
  })

  test.each([undefined, null, 7, ["ann"], { name: "ann" }, new Date()])("is a string, not %j", (name) => {
    expect(Name.safeParse(name).success).toBe(false)
  })

  test("is kept in its normal form, without the space around it", () => {
    expect(Name.parse("  Ａｎｎ ")).toBe("Ann")
    expect(Name.parse("O\u0308laf")).toBe("Ölaf")
  })
})

describe("a name made from what another service says", () => {
  test("keeps the rules, whatever it says", () => {
    expect(nameFrom("Ann Smith")).toBe("Ann_Smith")
    expect(nameFrom("Ann Smith", 2)).toBe("Ann_Smith2")
    expect(nameFrom("-._ann._-")).toBe("ann")
    expect(nameFrom("<b>Bob</b>")).toBe("bBobb")
    expect(nameFrom("administrator")).toMatch(/^member\d+$/)
    expect(nameFrom("李")).toMatch(/^member\d+$/)
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), fc.integer({ min: 1, max: 99 }), (wish, n) =>
        isAllowed(nameFrom(wish, n)),
      ),
    )
  })
})
