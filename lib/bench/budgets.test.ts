/** docs/data-model.md and the code say the same. */
import { globSync, readFileSync } from "node:fs"
import { describe, expect, test } from "vitest"
import { TABLE } from "#lib/db/definition.ts"
import { budgets, dataModel } from "./budgets.ts"
import { READS } from "./reads.ts"

const read = (pattern: string) =>
  globSync(pattern)
    .filter((file) => !file.endsWith(".test.ts"))
    .map((file) => ({ file, text: readFileSync(file, "utf8") }))

/** Exported functions whose doc line begins with a number, in the layers that may have them. */
const numbered = [...read("lib/db/patterns/*.ts"), ...read("lib/forum/*.ts")].flatMap(({ text }) =>
  [
    ...text.matchAll(
      /\/\*\*\s+(?:\* )?(AP-\d+[a-z]?):(?:(?!\*\/)[\s\S])*\*\/\nexport (?:async )?function (\w+)/g,
    ),
  ].map(([, number, name]) => ({ number: number!, name: name! })),
)
const rows = [...budgets().keys()]

describe("access patterns", () => {
  test("have one function each, and each function has a row", () => {
    expect(numbered.map(({ number }) => number).sort()).toEqual(
      rows.filter((row) => row.startsWith("AP-")).sort(),
    )
  })

  test("are all that lib/db/patterns gives away", () => {
    const exported = read("lib/db/patterns/*.ts")
      .filter(({ file }) => !/(lists|places)\.ts$/.test(file))
      .flatMap(({ text }) =>
        [...text.matchAll(/^export (?:async )?function (\w+)/gm)].map(([, name]) => name),
      )
    expect(exported.filter((name) => !numbered.some((one) => one.name === name))).toEqual([])
  })

  test("are measured", () => {
    expect(Object.keys(READS).sort()).toEqual(rows.filter((row) => row.startsWith("AP-")).sort())
  })
})

test("what DynamoDB's cache may answer is told in the document, with the reason, and nothing else says that it may", () => {
  const parts = read("lib/db/patterns/*.ts").flatMap(({ text }) => text.split(/^(?=\/\*\*)/m))
  const saying = parts.filter((part) => /\b(mayBeOld|neverChanges)\??: true\b/.test(part))
  const inCode = saying.flatMap((part) => /^\/\*\*\s+(?:\* )?(AP-\d+[a-z]?):/.exec(part)?.[1] ?? [])
  const list = /\*\*What may be old\.\*\*[\s\S]*?\n\n([\s\S]*?)\n\n/.exec(dataModel())![1]!
  const told = list.split("\n").flatMap((line) => line.split(":")[0]!.match(/AP-\d+[a-z]?/g) ?? [])
  expect(inCode.sort()).toEqual(told.sort())
  expect(told).not.toEqual([])
  // Only a pattern may say it: who calls one may choose, where the pattern lets it.
  const elsewhere = [...read("lib/**/*.ts"), ...read("app/**/*.ts*")].filter(
    ({ file, text }) => !file.startsWith("lib/db/") && /\b(mayBeOld|neverChanges): true\b/.test(text),
  )
  expect(elsewhere.map(({ file }) => file)).toEqual(["lib/forum/calling.ts"])
})

test("writes are measured, each by its number", () => {
  const text = read("lib/bench/{writes*,drafts,profiles,thanks,trust,cases,acts,costs,two-step}.ts")
    .map((one) => one.text)
    .join("\n")
  const measured = [...text.matchAll(/"(W-\d+[a-z]?)"/g)].map(([, number]) => number)
  expect(measured.sort()).toEqual(rows.filter((row) => row.startsWith("W-")).sort())
})

describe("keys", () => {
  const text = read("lib/db/keys/*.ts")
    .map((one) => one.text)
    .join("\n")

  test("of every kind are in the document", () => {
    const prefixes = [...text.matchAll(/[`"]([A-Z_]+)(#?)[`"$]/g)].map(([, word, hash]) => `${word}${hash}`)
    expect(prefixes.length).toBeGreaterThan(20)
    for (const prefix of new Set(prefixes))
      expect([prefix, dataModel().includes(`\`${prefix}`)]).toEqual([prefix, true])
  })

  test("that the document names are built in the code", () => {
    const items = /## Items\n([\s\S]*?)\n## /.exec(dataModel())![1]!
    const named = [...items.matchAll(/`([A-Z_]+#?)/g)]
      .map(([, prefix]) => prefix!)
      .filter((prefix) => prefix !== "GSI")
    for (const prefix of new Set(named)) expect([prefix, text.includes(prefix)]).toEqual([prefix, true])
  })

  test("are nowhere else", () => {
    const words = [...text.matchAll(/`([A-Z]+#)\$/g)].map(([, prefix]) => prefix!)
    const elsewhere = [...read("lib/**/*.ts"), ...read("app/**/*.ts*")].filter(
      ({ file }) => !file.startsWith("lib/db/keys/") && !/^lib\/(testing|bench)\//.test(file),
    )
    const found = elsewhere.flatMap(({ file, text }) =>
      words.filter((word) => new RegExp(`["\`]${word}`).test(text)).map((word) => `${word} in ${file}`),
    )
    expect(found).toEqual([])
  })
})

test("the indexes are those of the definition, and not more than three", () => {
  expect(Object.keys(TABLE.indexes)).toHaveLength(3)
  for (const name of Object.keys(TABLE.indexes)) expect(dataModel()).toContain(`| ${name} `)
  for (const name of TABLE.indexes.GSI1.projection) expect(dataModel()).toContain(`\`${name}\``)
})
