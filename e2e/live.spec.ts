/** People leave a page open: what is new on it is announced, and shown when they ask for it. */
import { type Page, request as requests } from "@playwright/test"
import { livePath, replyPath, topicPath } from "#lib/web/paths.ts"
import { type MadeTopic, makeTopic } from "./fixtures/forum.ts"
import { KEEPER, ROBIN, SANNA } from "./fixtures/people.ts"
import { ORIGIN, sessionFile } from "./fixtures/places.ts"
import { expect, test } from "./fixtures/test.ts"
import { compose, composer } from "./fixtures/writing.ts"

/** Longer than a page waits before it asks for the first time, and once more. */
const SOON = { timeout: 20_000 }
/** Milliseconds in which a page that is looked at asks in any case. */
const A_WHILE = 60_000

const words = (what: string): string => `${what} ${Math.random().toString(36).slice(2, 10)}`
const announcement = (page: Page) => page.getByRole("main").getByRole("status").filter({ hasText: /new/ })
const show = (page: Page) =>
  announcement(page).getByRole("button", { name: "Show" }).or(announcement(page).getByRole("link"))

async function replyAs(page: Page, topic: MadeTopic, text: string): Promise<void> {
  await page.goto(replyPath(topic))
  await page.getByLabel("Your reply").fill(text)
  await page.getByRole("button", { name: "Post reply" }).click()
  await expect(page.getByRole("article").filter({ hasText: text })).toBeVisible()
}

/** How much of the page has moved by itself since it was opened. */
const shiftOf = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      new Promise<number>((done) => {
        type Shift = PerformanceEntry & { value: number; hadRecentInput: boolean }
        let sum = 0
        const add = (entries: PerformanceEntry[]): void => {
          for (const entry of entries as Shift[]) if (!entry.hadRecentInput) sum += entry.value
        }
        const watcher = new PerformanceObserver((list) => add(list.getEntries()))
        watcher.observe({ type: "layout-shift", buffered: true })
        setTimeout(() => done(sum), 300)
      }),
  )

test("a reply of somebody else is announced, and shown without what one has typed being lost", {
  tag: "@phone",
}, async ({ as }) => {
  const topic = await makeTopic(words("A topic that stays open"), { by: [SANNA.name] })
  const reader = await as(SANNA)
  const field = await compose(reader, topic)
  await field.fill("Half a thought")
  // On a phone the composer is a screen of its own.
  await composer(reader).getByRole("button", { name: "Minimise" }).click()
  const text = words("From the other end of the harbour.")
  await replyAs(await as(ROBIN), topic, text)
  await expect(announcement(reader)).toHaveText(/1 new reply/, SOON)
  expect(await shiftOf(reader)).toBeLessThan(0.02)
  await expect(reader.getByText(text)).toHaveCount(0)
  await show(reader).click()
  const post = reader.getByRole("article").filter({ hasText: text })
  await expect(post).toBeVisible()
  await expect(reader.getByLabel("Your reply")).toHaveValue("Half a thought")
  await expect(reader).toHaveURL(new RegExp(`${topic.path}$`))
  await announcement(reader).getByRole("button", { name: "Go there" }).click()
  await expect(post).toBeInViewport()
  await expect(post).toBeFocused()
  await expect(announcement(reader)).toHaveCount(0)
})

test("one's own reply is not announced to oneself", async ({ as }) => {
  const topic = await makeTopic(words("A topic of one's own words"), { by: [SANNA.name] })
  const page = await as(ROBIN)
  await page.clock.install()
  await replyAs(page, topic, words("I said it myself."))
  for (let questions = 0; questions < 2; questions++) {
    const asked = page.waitForResponse(/\/api\/live\//, SOON)
    await page.clock.fastForward(A_WHILE)
    await asked
  }
  await expect(announcement(page)).toHaveCount(0)
})

test("replies that belong on the next page are a link to it", async ({ as, page }) => {
  const bodies = Array.from({ length: 20 }, (_, n) => `Post ${n + 1}.`)
  const topic = await makeTopic(words("A topic with a full page"), { bodies, by: [SANNA.name, ROBIN.name] })
  await page.goto(topic.path)
  const text = words("The first one of the second page.")
  await replyAs(await as(ROBIN), topic, text)
  await expect(announcement(page)).toHaveText(/1 new reply/, SOON)
  await show(page).click()
  await expect(page).toHaveURL(new RegExp(`${topic.path}/2$`))
  await expect(page.getByRole("article").filter({ hasText: text })).toBeVisible()
})

for (const [name, path] of [
  ["home", "/"],
  ["a category", "/c/general"],
] as const)
  test(`${name} announces what was written since, and shows it`, { tag: "@phone" }, async ({ as, page }) => {
    const topic = await makeTopic(words("A topic far down"), { by: [SANNA.name] })
    await page.goto(path)
    const before = await page.getByRole("heading", { level: 1 }).boundingBox()
    await replyAs(await as(ROBIN), topic, words("Up it goes."))
    await expect(announcement(page)).toHaveText(/\d+ topics? with new posts/, SOON)
    expect(await page.getByRole("heading", { level: 1 }).boundingBox()).toEqual(before)
    await show(page).click()
    const row = page.getByRole("listitem").filter({ hasText: topic.title })
    await expect(row).toContainText("1 reply")
    await expect(row).toContainText("by Robin")
  })

test("a hidden tab asks for nothing, and asks at once when one comes back", async ({ page }) => {
  const topic = await makeTopic(words("A topic in a hidden tab"))
  await page.addInitScript(() => {
    let isHidden = false
    Object.defineProperty(document, "hidden", { get: () => isHidden })
    addEventListener("hide-tab", () => {
      isHidden = !isHidden
      document.dispatchEvent(new Event("visibilitychange"))
    })
  })
  await page.clock.install()
  let questions = 0
  page.on("request", (request) => {
    if (request.url().includes("/api/live/")) questions++
  })
  await page.goto(topic.path)
  await expect.poll(() => questions, SOON).toBeGreaterThan(0)
  await page.evaluate(() => dispatchEvent(new Event("hide-tab")))
  const then = questions
  await page.clock.fastForward(A_WHILE)
  // What was asked before this has been counted when it is answered.
  await page.evaluate(() => fetch("/api/health"))
  expect(questions).toBe(then)
  await page.evaluate(() => dispatchEvent(new Event("hide-tab")))
  await expect.poll(() => questions, SOON).toBeGreaterThan(then)
})

test("who asks again is told in a few bytes that nothing is new", async ({ request }) => {
  const { id } = await makeTopic(words("A topic in which nothing happens"))
  for (const address of [livePath("topic", id), livePath("category", "general"), livePath("home")])
    await expect(async () => {
      const first = await request.get(address)
      expect(first.status(), address).toBe(200)
      const { etag } = first.headers()
      const again = await request.get(address, { headers: { "If-None-Match": etag ?? "" } })
      expect(again.status(), address).toBe(304)
    }).toPass({ timeout: 10_000 })
})

test("what is new where not everybody may read is told to those who may, and to nobody else", async ({
  as,
  request,
}) => {
  const topic = await makeTopic(words("A topic of the staff"), { category: "staff", by: [KEEPER.name] })
  const member = await requests.newContext({ baseURL: ORIGIN, storageState: sessionFile(ROBIN.name) })
  const staff = await requests.newContext({ baseURL: ORIGIN, storageState: sessionFile(KEEPER.name) })
  for (const area of ["public", "private"] as const)
    for (const address of [livePath("topic", topic.id, area), livePath("category", "staff", area)]) {
      expect((await request.get(address)).status(), `${address}, a guest`).toBe(404)
      expect((await member.get(address)).status(), `${address}, a member`).toBe(404)
      expect((await staff.get(address)).status(), `${address}, staff`).toBe(area === "public" ? 404 : 200)
    }
  expect(await (await request.get(livePath("home"))).text()).not.toContain(topic.posts[0])
  expect(await (await member.get(livePath("home", undefined, "private"))).text()).not.toContain(
    topic.posts[0],
  )
  const reader = await as(KEEPER)
  await reader.goto(topicPath(topic, { area: "private" }))
  const writer = await as(KEEPER)
  await writer.goto(replyPath(topic, undefined, "private"))
  await writer.getByLabel("Your reply").fill("Between us.")
  await writer.getByRole("button", { name: "Post reply" }).click()
  await expect(announcement(reader)).toHaveText(/1 new reply/, SOON)
  await show(reader).click()
  await expect(reader.getByText("Between us.")).toBeVisible()
})
