/** docs/what-went-wrong-elsewhere.md against the tests that it names. */
import { readdirSync, readFileSync } from "node:fs"
import { join, resolve } from "node:path"
import { expect, test } from "vitest"

const root = resolve(import.meta.dirname, "../..")
const read = (file: string): string => readFileSync(join(root, file), "utf8")

test("each of the twenty has its tests, and these are there", () => {
  const rows = Array.from(
    read("docs/what-went-wrong-elsewhere.md").matchAll(/^\| (\d+) \|.*\| `([^`]+)`: (.+) \|$/gm),
    ([, number, file, name]) => ({ number: Number(number), file: file!, name: name! }),
  )
  expect([...new Set(rows.map(({ number }) => number))]).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
  for (const { file, name } of rows) expect(read(file), `${file}: ${name}`).toContain(`"${name}"`)
})

/** Who asks other servers, and which: each is named by the operator or is ourselves. */
const ASKING: Record<string, string> = {
  "lib/auth/providers.ts": "GitHub, where members come by it",
  "lib/aws/wrapper.ts": "ourselves, in the same process of a Lambda",
  "lib/db/talk.ts": "the engine on this machine, where the launcher started it",
  "lib/search/opensearch/requests.ts": "the search of SEARCH_URL",
  "lib/web/error-pages.ts": "ourselves, for the pages of what went wrong",
  "lib/web/server.ts": "nobody: it listens",
  "lib/web/tell-web.ts": "the web server of run.json",
}
/** Not part of a running forum. */
const TOOLS = /^lib\/(bench|dev|launcher|testing|cli)\/|\.test\.tsx?$|\.client\.tsx?$/

test("no server is asked whose address a stranger could choose", () => {
  const files = ["app", "components", "lib"].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: "utf8" }).map((file) => `${folder}/${file}`),
  )
  const asking = files
    .filter((file) => /\.tsx?$/.test(file) && !TOOLS.test(file))
    .filter((file) => /(?<![.\w])fetch\(|from "(?:node:)?(?:undici|https?|net|tls)"/.test(read(file)))
    .filter(
      (file) =>
        !/^import type [^;]*from "node:https?"$/m.test(read(file)) || /(?<![.\w])fetch\(/.test(read(file)),
    )
  expect(asking.filter((file) => !(file in ASKING))).toEqual([])
  expect(Object.keys(ASKING).filter((file) => !asking.includes(file))).toEqual([])
})
