/** A forum of its own, full of what is known to have run, broken or vanished elsewhere; every page that shows it is looked at. */
import { join } from "node:path"
import type { Page } from "@playwright/test"
import { bodyOf } from "#lib/email/body.ts"
import { letter } from "#lib/email/letter.ts"
import { render } from "#lib/markup/render.ts"
import { readAtom } from "#lib/testing/atom.ts"
import { aPng } from "#lib/testing/pictures.ts"
import { moderationPath, staffCasePath } from "#lib/web/staff-paths.ts"
import { memberOf, onTable } from "./fixtures/forum.ts"
import { ALONE, lookAt, strange, trap } from "./fixtures/harm.ts"
import { type Hostile, TEXTS, writeHostile } from "./fixtures/hostile.ts"
import { freePort, launchpad } from "./fixtures/launched.ts"
import { tooWide } from "./fixtures/layout.ts"
import { stranger } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

test("nothing that strangers write runs, breaks a page or is lost, wherever it is shown", async ({
  opened,
}) => {
  test.setTimeout(420_000)
  const pad = launchpad()
  try {
    const port = await freePort()
    const at = { data: join(pad.folder, "data"), origin: `http://localhost:${port}` }
    const started = pad.start({ PORT: port, STOA_URL: at.origin, STOA_LIMIT_SCALE: "1000" })
    await expect.poll(() => started.said(), { timeout: 60_000 }).toContain("owns it:")
    const context = await opened({ baseURL: at.origin, ...ALONE })
    const heard = await trap(context, at.origin)
    const page = await context.newPage()
    const owner = stranger()
    await page.goto(/http\S+\/register\?owner=\S+/.exec(started.said())![0])
    await page.getByLabel("Name", { exact: true }).fill(owner.name)
    await page.getByLabel("E-mail address").fill(owner.email)
    await page.getByLabel("Password").fill(owner.password)
    await page.getByRole("main").getByRole("button").click()
    await expect(page).toHaveURL("/admin/setup")

    const made = await onTable(async () => writeHostile(await memberOf(owner)), { at })
    for (const place of placesOf(made, owner.name)) await lookAt(page, place)
    await lookAtLists(page, made)
    await page.setViewportSize({ width: 1280, height: 800 })
    for (const place of ["/", `/c/${made.lists[0]}`, made.pages[0]!, made.pages[4] ?? made.topics[0]!])
      await lookAt(page, place, [1280])
    await isTold(page, made)
    await isFound(page)
    await previews(page, made)
    await namesFiles(page, made)
    await onTable(() => mails(page), { at })
    await isWellFormed(page, made)
    expect(heard).toEqual([])
  } finally {
    pad.end()
  }
})

function* placesOf({ pages, topics, posts, cases, members }: Hostile, owner: string): Generator<string> {
  yield* pages
  yield* ["/", "/unanswered", "/u/Stranger", "/u/Stranger/posts", "/u/Stranger/topics", `/u/${owner}`]
  yield* ["/lists/unread", "/lists/new", "/drafts", "/settings/watching", "/settings/profile"]
  yield* [moderationPath(), ...cases.slice(0, 4).map((id) => staffCasePath(id))]
  yield* members.map((name) => `/u/${name}`)
  for (const path of topics.slice(0, 6)) yield* [path, `${path}/reply`]
  for (const post of posts.slice(0, 4))
    yield* [`/post/${post}`, `/post/${post}/edit`, `/post/${post}/history`, `/p/${post}/next`]
  yield `${topics[0]}/reply?to=${posts[0]}&quote=1`
}

/** A list of topics, page by page: all their titles, names and tags. */
async function lookAtLists(page: Page, { lists, titles }: Hostile): Promise<void> {
  let [place, seen]: [string | null, number] = [`/c/${lists[0]}`, 0]
  while (place) {
    await lookAt(page, place)
    seen += await page.locator("main a.topic-title").count()
    const older = page.locator('a[rel="next"]').first()
    place = (await older.count()) > 0 ? await older.getAttribute("href") : null
  }
  expect(seen).toBeGreaterThanOrEqual(titles.length)
}

/** What one is told of shows who wrote, and where. */
async function isTold(page: Page, { topics }: Hostile): Promise<void> {
  await expect(async () => {
    await lookAt(page, "/notifications")
    const count = await page.getByRole("main").getByRole("listitem").count()
    expect(count).toBeGreaterThanOrEqual(Math.min(topics.length, 10))
  }).toPass({ timeout: 30_000 })
}

/** What is searched for is shown as it was typed, and what is found as the text that it is. */
async function isFound(page: Page): Promise<void> {
  for (const text of TEXTS.filter((_, n) => n % 150 === 0)) {
    await lookAt(page, `/search?q=${encodeURIComponent(text)}`)
    const field = page.getByRole("main").getByRole("searchbox")
    await expect.soft(field).toHaveValue(text.slice(0, 300).replace(/[\r\n]/g, ""))
  }
  await expect(async () => {
    await lookAt(page, `/search?q=${encodeURIComponent("script alert")}`)
    const found = page.getByRole("main").getByRole("listitem").filter({ hasText: "<script" })
    await expect(found.first()).toBeVisible({ timeout: 500 })
  }).toPass({ timeout: 60_000 })
}

/** What a file is called stands beside its picture while one writes, and where it is refused. */
async function namesFiles(page: Page, { topics }: Hostile): Promise<void> {
  await page.setViewportSize({ width: 390, height: 800 })
  await page.goto(`${topics[1]}/reply`)
  const [picture, noPicture] = [Buffer.from(await aPng()), Buffer.from("no picture")]
  // No file system has names with a slash or a zero; the browser cuts them there.
  const names = TEXTS.filter((_, n) => n % 60 === 7).map((text) =>
    text.slice(0, 200).replace(/[/\\\0]/g, "_"),
  )
  const named = (buffer: Buffer, some: string[]) =>
    some.map((name) => ({ name, mimeType: "image/png", buffer }))
  const picker = page.locator("input[type=file][name=image]")
  const list = page.getByRole("main").getByRole("list", { name: "Pictures of this text" })
  await picker.setInputFiles(named(picture, names.slice(0, 10)))
  await expect(list.getByLabel(/^Describe /)).toHaveCount(10)
  await picker.setInputFiles(named(noPicture, names.slice(10)))
  await expect(list.getByRole("listitem")).toHaveCount(names.length)
  expect.soft(await strange(page), "names of files").toEqual([])
  expect.soft(await tooWide(page), "names of files").toEqual([])
}

/** What one types is shown before it is sent. */
async function previews(page: Page, { topics }: Hostile): Promise<void> {
  // On a phone the preview stands in the place of the text.
  await page.setViewportSize({ width: 1280, height: 800 })
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

/** Feeds, and what machines are told in pages, are what they should be, whatever the texts are. */
async function isWellFormed(page: Page, { topics }: Hostile): Promise<void> {
  for (const path of ["/feed/c/general", "/feed/u/Stranger"])
    readAtom(await (await page.request.get(path)).text())
  for (const path of topics.slice(0, 4)) {
    await page.goto(path, { waitUntil: "domcontentloaded" })
    const data = page.locator('script[type="application/ld+json"]')
    for (const text of await data.allTextContents()) expect(JSON.parse(text)["@graph"]).toBeDefined()
  }
}

/** Mail programs know no policy: what is sent must be harmless by itself. */
async function mails(page: Page): Promise<void> {
  for (let at = 0; at < TEXTS.length; at += 100) {
    const some = TEXTS.slice(at, at + 100)
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
