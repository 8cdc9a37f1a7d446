/** People keep their place in a long topic: they see where they are, go elsewhere, and come back to it. */
import type { Page } from "@playwright/test"
import { ownListPath } from "#lib/web/paths.ts"
import { makeTopic, newcomer, replyTo } from "./fixtures/forum.ts"
import { longTopic } from "./fixtures/pages.ts"
import { SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"
import { main, words } from "./fixtures/writing.ts"

const bar = (page: Page) => page.getByRole("complementary", { name: "Position in the topic" })
const post = (page: Page, number: number) =>
  page.getByRole("article", { name: new RegExp(`^Post ${number} by `) })
/** How far a post has moved from where it stood. */
const movedFrom = (page: Page, number: number, top: number) =>
  post(page, number).evaluate((one, before) => Math.abs(one.getBoundingClientRect().top - before), top)

test("the bar follows what is on the screen, and the address names it: for a reload, the way back, another person", {
  tag: "@phone",
}, async ({ page, another }) => {
  const path = `${await longTopic(page)}/2`
  await page.goto(path)
  await expect(bar(page)).toContainText(/^First post.*21 of \d+, \w+ \d{4}/s)
  const entries = await page.evaluate(() => history.length)
  await post(page, 31).evaluate((one) => one.scrollIntoView())
  await expect(bar(page)).toContainText("31 of")
  await expect(page).toHaveURL(/\/2#p-\w{26}$/)
  const [address, top] = [page.url(), await movedFrom(page, 31, 0)]
  expect(await page.evaluate(() => history.length), "nothing to go back through").toBe(entries)

  await page.reload()
  await expect(bar(page)).toContainText("31 of")
  await expect.poll(() => movedFrom(page, 31, top)).toBeLessThan(20)
  await page.goto("/search")
  await page.goBack()
  await expect(page).toHaveURL(address)
  await expect.poll(() => movedFrom(page, 31, top)).toBeLessThan(20)
  const other = await another()
  await other.goto(address)
  await expect(post(other, 31)).toBeInViewport()
  await expect(bar(other)).toContainText("31 of")
  // What it stands above begins below it.
  const edge = await bar(other).evaluate((one) => one.getBoundingClientRect())
  const below = await post(other, 31).evaluate((one) => one.getBoundingClientRect())
  expect(edge.left >= below.right || edge.bottom <= below.top).toBe(true)

  await page.evaluate(() => scrollTo(0, 0))
  await expect(page).toHaveURL(path)
})

test("nothing moves while one reads", { tag: "@phone" }, async ({ page }) => {
  await page.addInitScript(() => {
    const moved: number[] = []
    Object.assign(window, { moved })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) moved.push((entry as unknown as { value: number }).value)
    }).observe({ type: "layout-shift", buffered: true })
  })
  await page.goto(await longTopic(page))
  for (const number of [4, 9, 15, 20]) {
    await post(page, number).evaluate((one) => one.scrollIntoView())
    await expect(bar(page)).toContainText(new RegExp(`(${number}|20) of`))
  }
  expect(await page.evaluate(() => (window as unknown as { moved: number[] }).moved)).toEqual([])
})

test("from the bar one jumps to a post, a date and a page", { tag: "@plain" }, async ({ page }) => {
  const path = await longTopic(page)
  const jump = async (field: RegExp | string, value: string): Promise<void> => {
    await page.goto(path)
    await bar(page).locator("summary").click()
    await bar(page).getByLabel(field).fill(value)
    await bar(page).getByRole("button", { name: "Jump" }).click()
  }
  await jump(/^Post number/, "50")
  await expect(page).toHaveURL(/\/3#p-\w{26}$/)
  await expect(post(page, 50)).toBeInViewport()
  await jump(/^Page/, "2")
  await expect(page).toHaveURL(`${path}/2`)
  const day = (await post(page, 30).getByRole("time").first().getAttribute("datetime"))!.slice(0, 10)
  await jump("First post since", day)
  const first = page.locator("[data-post]:target time").first()
  await expect(first).toHaveAttribute("datetime", new RegExp(`^${day}`))
  await bar(page).getByRole("link", { name: "Last post" }).click()
  await expect(page).toHaveURL(/\/4#p-\w{26}$/)
})

test("members see where what is new begins, in lists and in the topic, and N takes them there", async ({
  page,
}) => {
  const who = await newcomer(page)
  const title = words("A topic that goes on")
  const topic = await makeTopic(title, {
    by: [SANNA.name],
    bodies: Array.from({ length: 12 }, (_, n) => `Part ${n + 1}.\n\n${"And so on.\n\n".repeat(6)}`),
  })
  const line = page.getByText("New since your last visit")
  const read = page.waitForResponse("**/api/read")
  await page.goto(`${topic.path}#p-${topic.posts.at(-1)!.toLowerCase()}`)
  await expect(line).toBeHidden()
  await read
  for (const text of [`What does @${who.name} think?`, "Nothing yet."]) await replyTo(topic, SANNA, text)
  // What follows from it comes a moment later.
  await expect(async () => {
    await page.goto("/")
    const row = main(page).getByRole("listitem").filter({ hasText: title })
    await expect(row.getByRole("link", { name: "you are named or answered" })).toBeVisible({ timeout: 1_000 })
  }).toPass()
  await page.goto(topic.path)
  await expect(post(page, 13)).toContainText("New since your last visit")
  await expect(line).toHaveCount(1)
  await expect(page.getByRole("link", { name: "Continue where you stopped" })).toHaveAttribute(
    "href",
    /^#p-\w{26}$/,
  )
  await page.keyboard.press("n")
  await expect(post(page, 13)).toBeFocused()
  await expect(post(page, 13)).toBeInViewport()
  await page.keyboard.press("n")
  await expect(page).toHaveURL(ownListPath())
})

test("on paper there is what was written, by whom and when, and nothing to press", { tag: "@plain" }, async ({
  page,
}) => {
  const topic = await makeTopic(words("A topic to print"), {
    bodies: ["See [the plans](https://example.org/plans) and https://example.org/bare."],
  })
  await page.goto(topic.path)
  await page.emulateMedia({ media: "print" })
  await expect(post(page, 1).getByRole("heading", { name: "Robin" })).toBeVisible()
  await expect(post(page, 1).getByRole("time")).toBeVisible()
  for (const what of ["button", "textbox", "banner", "navigation", "complementary", "contentinfo"] as const)
    await expect(page.getByRole(what)).toHaveCount(0)
  const said = (name: string) =>
    page.getByRole("link", { name }).evaluate((link) => getComputedStyle(link, "::after").content)
  expect(await said("the plans")).toContain("https://example.org/plans")
  expect(await said("https://example.org/bare")).toBe("none")
})
