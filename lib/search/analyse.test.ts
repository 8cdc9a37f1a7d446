import { describe, expect, test } from "vitest"
import { analyse, wantedOf } from "./analyse.ts"
import { languageOf } from "./languages.ts"
import { fold, wordsOf } from "./words.ts"

const LANGUAGES = ["english", "german", "french", "russian"]

/** Whether a post with this text is found by that query: all its words, in any of their forms. */
function finds(query: string, text: string): boolean {
  const { terms } = analyse({ text })
  const wanted = wantedOf(query, LANGUAGES)
  return wanted.length > 0 && wanted.every(({ anyOf }) => anyOf.some((term) => terms.has(term)))
}

describe("a post is found", () => {
  test.each([
    ["boats", "We hauled the boat out."],
    ["varnishing", "I varnished it twice last summer and it was good."],
    ["HOUSE", "The boat house is open."],
    ["häuser", "Das Haus am See ist nicht zu kaufen, und die anderen auch nicht."],
    ["hauser", "Die alten Häuser sind nicht mehr da, und das ist schade."],
    ["straße", "An der Strasse steht ein Baum und das ist schön."],
    ["strasse", "Die Straße ist nicht für die Boote da."],
    ["bateau", "Les bateaux sont dans le port et ils ne bougent pas."],
    ["peniche", "Il y a une péniche sur le canal, et elle est belle."],
    ["péniche", "la peniche est au port et elle est belle pour nous"],
    ["лодки", "Мы купили лодку в прошлом году."],
    ["елка", "Ёлка стоит у причала."],
    ["θαλασσα", "Η θάλασσα είναι ήσυχη σήμερα."],
    ["帆船", "昨天我们在港口看到了一艘帆船。"],
    ["港口看到", "昨天我们在港口看到了一艘帆船。"],
    ["船", "昨天我们在港口看到了一艘帆船。"],
    ["ヨット", "週末はヨットで島へ行きました。"],
    ["行きました", "週末はヨットで島へ行きました。"],
    ["돛단배", "어제 항구에서 돛단배를 보았습니다."],
    ["เรือใบ", "เมื่อวานเราเห็นเรือใบที่ท่าเรือ"],
    ["⛵", "Off we go ⛵️ at last"],
    ["👍", "Nice work 👍🏽 indeed"],
    ["c++", "Written in C++ long ago"],
    ["c#", "or in C#, who knows"],
    ["getUserName", "call getUserName() first"],
    ["user name", "call getUserName() first"],
    ["max_retries", "set max_retries to 3"],
    ["retries", "set max_retries to 3"],
    ["config.yaml", "look into config.yaml, please"],
    ["2026", "since 2026 at least"],
    ["x86_64", "an x86_64 machine"],
  ])("by %s", (query, text) => {
    expect(finds(query, text)).toBe(true)
  })

  test.each([
    ["bear", "We drank beer."],
    ["帆", "只有船"],
  ])("not by %s", (query, text) => {
    expect(finds(query, text)).toBe(false)
  })
})

test("the language is told by letters or by small words, and is the usual one in doubt", () => {
  const of = (text: string) => languageOf([...wordsOf(text)].map((word) => fold(word.text)))
  expect(of("Der Hund ist nicht in dem Haus und die Katze auch nicht")).toBe("german")
  expect(of("Le chat n'est pas dans la maison et les chiens non plus")).toBe("french")
  expect(of("Это не моя лодка")).toBe("russian")
  expect(of("Це не мій човен, її власник поїхав")).toBe("ukrainian")
  expect(of("Mine corroded within a year")).toBe("english")
  expect(of("LN-Symmetry recap")).toBe("english")
})

test("words that say nothing keep their place, and are indexed in titles alone", () => {
  const { terms, textLength, titleLength } = analyse({ title: "The Who", text: "the keel of the boat" })
  expect(terms.get("the")).toEqual([0])
  expect([terms.get("keel"), terms.get("boat")]).toEqual([[1001], [1004]])
  expect([titleLength, textLength]).toEqual([2, 2])
})

test("one endless word is cut, and a huge text ends somewhere", () => {
  const { terms } = analyse({ text: `${"x".repeat(5000)} ${"word ".repeat(20_000)}` })
  expect(Math.max(...[...terms.keys()].map((term) => term.length))).toBeLessThanOrEqual(40)
  expect(terms.get("word")!.length).toBeLessThanOrEqual(8000)
})
