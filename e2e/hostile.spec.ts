/**
 * Everything that is known to have run, broken or vanished elsewhere is written here as title, text and tag of a forum
 * of its own, and every page that shows it is looked at.
 */
import { join } from "node:path"
import type { BrowserContext, Page } from "@playwright/test"
import { ForumError } from "#lib/base/errors.ts"
import { newId } from "#lib/base/ids.ts"
import { bodyOf } from "#lib/email/body.ts"
import { letter } from "#lib/email/letter.ts"
import type { Member } from "#lib/forum/actor.ts"
import { reply } from "#lib/forum/posts.ts"
import { Body, MAX_TITLE, TagList, Title } from "#lib/forum/texts.ts"
import { startTopic } from "#lib/forum/topics.ts"
import { ATTACKS } from "#lib/markup/hostile.ts"
import { render } from "#lib/markup/render.ts"
import { someone } from "#lib/testing/people.ts"
import { sharedList } from "#lib/testing/shared.ts"
import { topicPath } from "#lib/web/paths.ts"
import { memberOf, onTable } from "./fixtures/forum.ts"
import { freePort, launchpad } from "./fixtures/launched.ts"
import { tooWide } from "./fixtures/layout.ts"
import { stranger } from "./fixtures/people.ts"
import { expect, listen, test } from "./fixtures/test.ts"

/** Where the collections are not at hand, ours hold alone. */
const TEXTS = [
  ...ATTACKS,
  ...sharedList<{ payload: string }>("hostile/xss.json").map(({ payload }) => payload),
  ...sharedList<string>("hostile/blns.json"),
].filter((text) => Body.safeParse(text).success)
/** Writing ends then, however slow the machine is. */
const WRITING_WITHIN = 25_000
/** And looking. */
const LOOKING_WITHIN = 40_000
const REPLIES = 100

type Made = { topics: string[]; titles: Map<string, string>; posts: string[] }

test("nothing that strangers write runs, breaks a page or is lost, wherever it is shown", async ({
  browser,
  contextOptions,
  forbidden,
}) => {
  test.skip(test.info().project.name !== "desktop", "Both widths are looked at here.")
  test.setTimeout(300_000)
  const pad = launchpad()
  try {
    const port = await freePort()
    const at = { data: join(pad.folder, "data"), origin: `http://localhost:${port}` }
    const started = pad.start({ PORT: port, STOA_URL: at.origin, STOA_LIMIT_SCALE: "1000" })
    await expect.poll(() => started.said(), { timeout: 60_000 }).toContain("owns it:")
    const context = await browser.newContext({ ...contextOptions, baseURL: at.origin })
    listen(context, forbidden)
    const heard = await trap(context, at.origin)
    const page = await context.newPage()
    const owner = stranger()
    await page.goto(/http\S+\/register\?owner=\S+/.exec(started.said())![0])
    await page.getByLabel("Name", { exact: true }).fill(owner.name)
    await page.getByLabel("E-mail address").fill(owner.email)
    await page.getByLabel("Password").fill(owner.password)
    await page.getByRole("main").getByRole("button").click()
    await expect(page).toHaveURL("/")

    const made = await onTable(async () => write(await memberOf(owner)), { at })
    expect(made.topics.length).toBeGreaterThan(5)
    await isWellFormed(page)
    await previews(page, made)
    await showsTitles(page, made)
    await isFound(page, made)
    await onTable(() => mails(page), { at })
    const until = Date.now() + LOOKING_WITHIN
    const looked = await lookAtAll(page, [...placesOf(made, owner.name)], until)
    expect(looked).toBeGreaterThan(20)
    await lookAtLists(page, until + LOOKING_WITHIN / 3)
    expect(heard).toEqual([])
    await context.close()
  } finally {
    pad.end()
  }
})

/** Hears whatever runs, opens or asks elsewhere; nothing leaves the machine. */
async function trap(context: BrowserContext, origin: string): Promise<string[]> {
  const heard: string[] = []
  await context.exposeFunction("stolen", () => heard.push("stolen"))
  context.on("dialog", (dialog) => {
    heard.push(`${dialog.page()?.url()}: ${dialog.message()}`)
    void dialog.dismiss()
  })
  context.on("page", (page) => page.on("popup", (popup) => heard.push(`popup: ${popup.url()}`)))
  await context.route(
    (url) => url.origin !== origin,
    (route) => {
      // Posts may show pictures of other sites, and load nothing else.
      if (route.request().resourceType() !== "image") heard.push(`asked for ${route.request().url()}`)
      return route.abort()
    },
  )
  return heard
}

/** One topic a text, and all of them as replies in a few. */
async function write(by: Member): Promise<Made> {
  const until = Date.now() + WRITING_WITHIN
  const made: Made = { topics: [], titles: new Map(), posts: [] }
  const other = await someone("Stranger")
  for (let at = 0; at < TEXTS.length; at += REPLIES) {
    const form = newId()
    const title = `Strange texts from ${at}`
    const first = await startTopic(by, { form, category: "general", title, body: "They follow.", tags: [] })
    const path = topicPath({ slug: first.slug, id: first.topic })
    const some = TEXTS.slice(at, at + REPLIES)
    for (let n = 0; n < Math.ceil((some.length + 1) / 20); n++)
      made.topics.push(n === 0 ? path : `${path}/${n + 1}`)
    for (const text of some) {
      const input = { form: newId(), topic: first.topic, body: Body.parse(text) }
      const written = await reply(other, input).catch(refused)
      if (written) made.posts.push(written.post)
    }
  }
  let next = 0
  const work = async (): Promise<void> => {
    while (next < TEXTS.length && Date.now() < until) {
      const text = TEXTS[next++]!
      const title = Title.safeParse(text.slice(0, MAX_TITLE))
      if (!title.success) continue
      const tags = TagList.safeParse(text.slice(0, 30))
      const input = { form: newId(), category: "general", title: title.data, body: Body.parse(text) }
      const written = await startTopic(other, {
        ...input,
        tags: tags.success ? tags.data : [],
      }).catch(refused)
      if (written) made.titles.set(topicPath({ slug: written.slug, id: written.topic }), title.data)
    }
  }
  await Promise.all([work(), work(), work(), work()])
  return made
}

/** A refusal is an answer, too; anything else is a bug. */
function refused(error: unknown): undefined {
  if (!(error instanceof ForumError)) throw error
}

function* placesOf({ topics, titles, posts }: Made, owner: string): Generator<string> {
  const titled = [...titles.keys()]
  const some = <T>(all: T[], count: number): T[] =>
    all.filter((_, n) => n % Math.max(1, Math.floor(all.length / count)) === 0)
  yield* ["/", "/c/general", "/u/Stranger", "/u/Stranger/posts", "/u/Stranger/topics", `/u/${owner}`]
  yield* ["/notifications", "/lists/unread", "/lists/new", "/drafts", "/settings/watching"]
  for (const path of some(titled, 6)) yield* [path, `${path}/reply`]
  for (const post of some(posts, 4).map((id) => id.toLowerCase()))
    yield* [`/post/${post}`, `/post/${post}/edit`, `/post/${post}/history`]
  yield* topics
}

async function lookAtAll(page: Page, places: string[], until: number): Promise<number> {
  let looked = 0
  for (const place of places) {
    if (Date.now() > until) break
    const answer = await page.goto(place)
    expect.soft(answer?.status(), place).toBeLessThan(500)
    await lookAt(page, place)
    looked++
  }
  return looked
}

async function lookAt(page: Page, place: string): Promise<void> {
  for (const width of [1280, 390]) {
    await page.setViewportSize({ width, height: 800 })
    expect.soft(await tooWide(page), `${place} at ${width} pixels`).toEqual([])
  }
  expect.soft(await strange(page), place).toEqual([])
}

/** Elements and attributes that no text may become. */
function strange(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    Array.from(document.querySelectorAll("main *"))
      .filter((element) => {
        const runs = element.getAttributeNames().some((name) => /^on|^srcdoc$|^style$/i.test(name))
        const leads = ["href", "src", "action", "formaction", "xlink:href"].some((name) =>
          /^\s*(javascript(?!:throw new Error\('A React form)|data:text|vbscript)/i.test(
            element.getAttribute(name) ?? "",
          ),
        )
        const foreign = /^(iframe|object|embed|base|meta|link|style)$/i.test(element.localName)
        return runs || leads || (foreign && element.closest(".prose") !== null)
      })
      .map((element) => element.outerHTML.slice(0, 200)),
  )
}

/** The list of topics, page by page: their titles. */
async function lookAtLists(page: Page, until: number): Promise<void> {
  await page.goto("/c/general")
  for (let n = 0; n < 40 && Date.now() < until; n++) {
    await lookAt(page, page.url())
    const older = page.locator('a[rel="next"]').first()
    if ((await older.count()) === 0) break
    await page.goto((await older.getAttribute("href"))!)
  }
}

async function showsTitles(page: Page, { titles }: Made): Promise<void> {
  for (const [path, title] of [...titles].filter((_, n) => n % 100 === 0)) {
    await page.goto(path)
    const shown = await page.getByRole("heading", { level: 1 }).evaluate((heading) => heading.textContent)
    expect.soft(shown?.replace(/\s+/g, " ").trim(), path).toContain(title.replace(/\s+/g, " ").trim())
    // Where the title stands in the head, and in what search engines read.
    expect.soft(await page.title(), path).toContain(title.replace(/\s+/g, " ").trim().slice(0, 20))
    await page.evaluate(() => {
      for (const data of document.querySelectorAll('script[type="application/ld+json"]'))
        JSON.parse(data.textContent ?? "")
    })
  }
}

/** What is searched for is shown as it was typed, and what is found as the text that it is. */
async function isFound(page: Page, { titles }: Made): Promise<void> {
  for (const title of [...titles.values()].filter((_, n) => n % 150 === 0)) {
    await page.goto(`/search?q=${encodeURIComponent(title)}`)
    await expect.soft(page.getByRole("main").getByRole("searchbox")).toHaveValue(title.slice(0, 300))
    await lookAt(page, `searching ${title}`)
  }
  const scripted = [...titles.values()].find((title) => /^<script>alert\(/.test(title))
  if (!scripted) return
  await expect(async () => {
    await page.goto(`/search?q=${encodeURIComponent("script alert")}`)
    await expect(page.getByRole("main").getByText("<script>").first()).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 30_000 })
}

/** Feeds and sitemaps are XML, whatever the titles are. */
async function isWellFormed(page: Page): Promise<void> {
  for (const place of ["/feed", "/sitemap.xml"]) {
    const broken = await page.evaluate(async (path) => {
      const text = await (await fetch(path)).text()
      const parsed = new DOMParser().parseFromString(text, "application/xml")
      return parsed.querySelector("parsererror")?.textContent ?? (parsed.documentElement ? "" : "empty")
    }, place)
    expect(broken, place).toBe("")
  }
}

/** What one types is shown before it is sent. */
async function previews(page: Page, { topics }: Made): Promise<void> {
  await page.goto(`${topics[0]}/reply`)
  for (let at = 0; at < TEXTS.length; at += 400) {
    const text = TEXTS.slice(at, at + 400)
      .join("\n\n")
      .slice(0, 30_000)
    await page.getByLabel("Your reply").fill(text)
    await page.getByRole("button", { name: "Preview" }).click()
    await expect(page.getByRole("region", { name: "Preview" })).toBeVisible()
    expect.soft(await strange(page), `a preview of the texts from ${at}`).toEqual([])
  }
}

/** Mail programs know no policy: what is sent must be harmless by itself. */
async function mails(page: Page): Promise<void> {
  for (let at = 0; at < TEXTS.length; at += 50) {
    const some = TEXTS.slice(at, at + 50)
    const parts = some.flatMap((text) => [
      text,
      { label: text, link: "/" },
      { heading: text },
      { item: { label: text, note: text, link: "/" } },
      bodyOf(render(text).html),
    ])
    const { html } = letter("robin@example.org", some[0]!, parts, {
      foot: { why: some[0]!, links: [{ label: some[0]!, link: "/" }] },
    })
    await page.goto("about:blank")
    await page.setContent(html)
    const bad = await page.evaluate(() =>
      Array.from(document.body.querySelectorAll("*"))
        .filter(
          (element) =>
            /^(script|iframe|object|embed|form|img|svg|math|base|link|style)$/.test(element.localName) ||
            element.getAttributeNames().some((name) => /^on/i.test(name)) ||
            /^\s*(javascript|data|vbscript):/i.test(element.getAttribute("href") ?? ""),
        )
        .map((element) => element.outerHTML.slice(0, 200)),
    )
    expect.soft(bad, `a mail of the texts from ${at}`).toEqual([])
  }
}
