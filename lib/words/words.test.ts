import compile from "icu-minify/compile"
import { describe, expect, test } from "vitest"
import { filesIn, said } from "../testing/words.ts"
import { CATALOGUES } from "./catalogues.ts"
import { EN } from "./en.ts"
import { needsOf } from "./keys.ts"

/** Where words are written that people read. What the operator's tools say on a terminal is English. */
const PLACES = ["app", "components", "lib/auth", "lib/base", "lib/email", "lib/forum", "lib/limits"]
const MORE = ["lib/import", "lib/markup", "lib/sagas", "lib/uploads", "lib/views", "lib/web"]

/** Words that are not for people, or not in the forum's language: of protocols, of items, of logs, for the operator. */
const NOT_WORDS: Record<string, RegExp> = {
  "app/api/revalidate/route.ts": /./,
  "app/api/unsubscribe/[token]/route.ts": /^(This is for mail programs|Done)\.$/,
  "components/composer/commands.client.ts": /^Period$/,
  "app/robots.txt/route.ts": /^(User-agent|Sitemap|Allow|Disallow)/,
  "app/sitemap/[file]/route.ts": /^There is no such file\.$/,
  "lib/auth/providers.ts": /^(Google|Bearer)$/,
  "lib/email/delivery.ts": /^(Undelivered|To:|Subject:|Mail is in)$/,
  "lib/email/message.ts": /^All$/,
  "lib/email/sending.ts": /^It was too late when its turn came\.$/,
  "lib/email/ses.ts": /^(Permanent bounce \(|Reported as)$/,
  "lib/web/lettering.ts": /^Stoa Serif, Stoa Sans, /,
  "lib/web/structured.ts": /^(Comment|Question|Answer|Person)$/,
  "lib/forum/names.ts": /^(Latin|Greek|Cyrillic|Armenian|Cherokee|Coptic|Lisu|Deseret)$/,
  "lib/import/discourse/build.ts": /^Discourse$/,
  "lib/import/report.ts": /^(Files skipped|Posts skipped|Worth knowing)$/,
  "lib/limits/spend.ts": /^Rate$/,
  "lib/markup/blocks.ts": /^(paragraph|reference|blockquote|list)$/,
  "lib/sagas/export-data.ts": /^(User|Credential|Note)$/,
  "lib/uploads/pictures.ts": /^(Jpeg|Png|Webp|Nsgif|Heif|Buffer)$/,
  "lib/web/health.ts": /^The table cannot be read:$/,
  "lib/web/drain.ts": /^Connection$/,
  "lib/web/listening.ts": /^The socket that was handed to the forum is /,
  "lib/web/serve.ts": /^Location$/,
  "lib/web/tell-web.ts": /^Bearer$/,
  "lib/web/token.ts": /^Bearer$/,
}

const files = filesIn(["app", "components", "lib"], /\.tsx?$/)
const saying = new Map(files.map((file) => [file, said(file)]))
/** What is sent to the browser: files that say "use client", and all that they import. */
const runsInBrowser = reachedFrom(
  files.filter((file) => saying.get(file)!.isClient),
  (file) => saying.get(file)?.imports ?? [],
)
const keys = Object.entries(EN).flatMap(([area, words]) => Object.keys(words).map((key) => `${area}.${key}`))

describe("the words of the forum", () => {
  test("are all in the catalogue: none stands in a page, a mail or a refusal", () => {
    const places = [...PLACES, ...MORE]
    const left = [...saying]
      .filter(([file]) => places.some((place) => file.startsWith(`${place}/`)))
      .flatMap(([file, { literals }]) => literals.map((literal) => ({ file, ...literal })))
      .filter(({ file, text }) => !NOT_WORDS[file]?.test(text))
    expect(left.map(({ file, line, text }) => `${file}:${line} ${text}`)).toEqual([])
  })

  test("are asked for by keys that exist, and none is kept that nobody asks for", () => {
    const asked = [...saying.values()].flatMap((one) => one.keys)
    const prefixes = [...saying.values()].flatMap((one) => one.prefixes).filter((prefix) => prefix !== "?")
    expect(asked.filter((key) => !keys.includes(key))).toEqual([])
    const wanted = (key: string) => asked.includes(key) || prefixes.some((prefix) => key.startsWith(prefix))
    expect(keys.filter((key) => !wanted(key))).toEqual([])
  })

  test("are asked for by written-out keys where the browser says them", () => {
    const put = files.filter((file) => runsInBrowser.has(file) && saying.get(file)!.prefixes.length > 0)
    expect(put).toEqual([])
    expect(runsInBrowser.size).toBeGreaterThan(50)
    expect([...runsInBrowser].filter((file) => /^lib\/(db|forum|words\/(catalogues|en))/.test(file))).toEqual(
      [],
    )
  })

  test("stand in the catalogues in the order of their keys", () => {
    for (const words of Object.values(EN)) expect(Object.keys(words)).toEqual(Object.keys(words).sort())
  })

  test("need the same values in every language, and have a form for each of its plurals", () => {
    for (const [language, catalogue] of Object.entries(CATALOGUES))
      for (const [area, words] of Object.entries(catalogue))
        for (const [key, source] of Object.entries(words)) {
          const english = (EN as typeof catalogue)[area]?.[key]
          expect(english, `${language} ${area}.${key} is no English message`).toBeDefined()
          const needs = Object.keys(needsOf(english ?? ""))
          expect(needs, `${language} ${area}.${key}`).toEqual(
            expect.arrayContaining(Object.keys(needsOf(source))),
          )
          for (const forms of pluralsOf(compile(source)))
            expect(forms, `${language} ${area}.${key}`).toEqual(expect.arrayContaining(formsOf(language)))
        }
  })
})

function reachedFrom(starts: string[], next: (file: string) => string[]): Set<string> {
  const reached = new Set(starts)
  for (const file of reached) for (const one of next(file)) reached.add(one)
  return reached
}

/** The forms of each plural in a compiled message: `[name, 2, { one, other }]`. */
function pluralsOf(node: unknown): string[][] {
  if (typeof node !== "object" || node === null) return []
  const own = Array.isArray(node) && node[1] === 2 ? [Object.keys(node[2])] : []
  return [...own, ...Object.values(node).flatMap(pluralsOf)]
}

const formsOf = (language: string) => new Intl.PluralRules(language).resolvedOptions().pluralCategories

describe("the search for words that no catalogue has", () => {
  const found = (source: string) => said("a.tsx", source).literals.map(({ text }) => text)

  test("finds them in elements, in attributes that are read out, in choices and in titles", () => {
    const greeting = `const a = <p title="to the top">Hello {name}, <b>you</b></p>`
    expect(found(greeting)).toEqual(["to the top", "Hello", "you"])
    expect(found(`const a = <p>{solved ? "solved" : <i />}</p>`)).toEqual(["solved"])
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is source
    expect(found("const a = <p aria-label={`Go to ${name}`} />")).toEqual(["Go to"])
    expect(found(`export const metadata = { title: "not found" }`)).toEqual(["not found"])
    expect(found(`const text = z.string().min(1, "Write something first.")`)).toEqual([
      "Write something first.",
    ])
  })

  test("leaves classes, names, keys and what developers read", () => {
    expect(
      found(`const a = <p className="flex Gap" data-kind="Post" id="top">{t("shell.skip")}</p>`),
    ).toEqual([])
    expect(found(`if (kind === "Post") throw new Error("No post")`)).toEqual([])
    expect(found(`const shape = classes("flex items-center", x && "font-semibold")`)).toEqual([])
  })
})
