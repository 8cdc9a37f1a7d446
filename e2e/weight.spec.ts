/** Reading costs little: what comes over the wire for each kind of page, counted in a browser. */
import { readFileSync } from "node:fs"
import { gzipSync } from "node:zlib"
import type { Page } from "@playwright/test"
import { longTopic } from "./fixtures/pages.ts"
import { expect, test } from "./fixtures/test.ts"

/** Bytes of gzip that a page's own scripts may weigh beside the framework, which an empty page of Next has, too. */
const SCRIPT = 10_000
/** Bytes of gzip of a topic's page with 20 posts. */
const PAGE = 60_000

/** What every page of the framework loads first, from the same build. */
function framework(): Set<string> {
  const { rootMainFiles } = JSON.parse(readFileSync(".next/build-manifest.json", "utf8"))
  return new Set((rootMainFiles as string[]).map((file) => `/_next/${file}`))
}

/** Next's own modules say that they were made from others; ours are written as they are. */
const MODULE = /(?<=[}\])]),(?=\d{3,6},(?:[a-z]=>|\([a-z],|function|\d))/
const isOfNext = (module: string): boolean => module.includes('"__esModule"')

/** A script without the parts of Next's router that no page can do without, and that share a file with our own. */
function ownPart(script: string): string {
  return script
    .split(MODULE)
    .filter((module) => !isOfNext(module))
    .join(",")
}

/** The scripts that a reader's browser loads for a page, also those that come late, and what of each is ours. */
async function scriptsOf(page: Page, path: string): Promise<Map<string, number>> {
  const found = new Map<string, Promise<Buffer>>()
  const listen = (answer: Awaited<ReturnType<Page["waitForResponse"]>>): void => {
    if (answer.request().resourceType() === "script") found.set(new URL(answer.url()).pathname, answer.body())
  }
  page.on("response", listen)
  await page.goto(path, { waitUntil: "networkidle" })
  page.off("response", listen)
  const sizes = [...found].map(
    async ([name, body]) => [name, gzipSync(ownPart(String(await body))).length] as const,
  )
  return new Map(await Promise.all(sizes))
}

const sum = (sizes: Iterable<number>): number => [...sizes].reduce((all, size) => all + size, 0)

test("what a page adds to the framework's script is within its budget", async ({ browser, page }) => {
  const base = framework()
  const routes = {
    "the front page": "/",
    "a category": "/c/repairs",
    "a topic": await longTopic(page),
    "a member": "/u/Jory",
    "a tag": "/tag/clinker",
    "what a search found": "/search?q=varnish",
  }
  for (const [what, path] of Object.entries(routes)) {
    const reader = await browser.newPage()
    const scripts = await scriptsOf(reader, path)
    await reader.close()
    expect(
      [...base].every((file) => scripts.has(file)),
      "the framework is loaded",
    ).toBe(true)
    const own = [...scripts].filter(([name]) => !base.has(name))
    const told = own.map(([name, size]) => `${name} ${size}`).join(", ")
    expect.soft(sum(own.map(([, size]) => size)), `${what}: ${told}`).toBeLessThanOrEqual(SCRIPT)
  }
})

test("a topic's page with 20 posts is within its budget", async ({ page, request }) => {
  const html = await (await request.get(await longTopic(page))).text()
  expect(html.match(/<article /g)?.length).toBeGreaterThanOrEqual(20)
  expect(gzipSync(html).length).toBeLessThanOrEqual(PAGE)
})
