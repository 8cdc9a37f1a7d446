/** People come to read: from the front page to a post and back, whoever they are. */
import type { Page } from "@playwright/test"
import { makeTopic, replyTo } from "./fixtures/forum.ts"
import { ROBIN } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

const list = (page: Page, name: string | RegExp) => page.getByRole("list", { name })
const rowsIn = (page: Page, name: string | RegExp) => list(page, name).locator("> li")

/** The titles of a list's topics, once they are there. */
async function titlesIn(page: Page, name: string | RegExp): Promise<string[]> {
  await expect(rowsIn(page, name).first()).toBeVisible()
  return rowsIn(page, name).evaluateAll((rows) =>
    rows.map((row) => row.querySelector("a")?.textContent ?? ""),
  )
}

const BUILD_LOG = "Petrel: eighteen feet of rot and optimism (build log)"

test("the front page shows the latest topics and every public category", {
  tag: ["@plain", "@phone", "@most"],
}, async ({ page }) => {
  await page.goto("/")
  await expect(page).toHaveTitle(/Stoa/)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Latest topics")
  await expect(rowsIn(page, "Latest topics").first()).toBeVisible()
  const categories = page.getByRole("region", { name: "Categories" })
  await expect(categories.getByRole("link", { name: "Ask the shed" })).toBeVisible()
  await expect(categories.getByText(/\d+ topics, \d+ posts/).first()).toBeVisible()
  await expect(categories.getByText("One question a topic.", { exact: false })).toBeVisible()
  // A part of a category is named with it.
  await expect(
    categories.getByRole("list", { name: "Parts of Builds and repairs" }).getByRole("link"),
  ).toHaveText("Wires and gadgets")
})

test("the latest topics can be read page by page, back and forth, to the end", { tag: "@plain" }, async ({
  page,
}) => {
  await page.goto("/")
  const pager = () => page.getByRole("navigation", { name: "Pages of this list" })
  await pager().getByRole("link", { name: "Older" }).click()
  await expect(page).toHaveURL(/\/latest\/older-/)
  await expect(rowsIn(page, "Latest topics").first()).toBeVisible()
  await pager().getByRole("link", { name: "Newer" }).click()
  await expect(page).toHaveURL(/\/latest\/newer-|\/$/)
  await pager().getByRole("link", { name: "Oldest" }).click()
  await expect(page).toHaveURL(/\/latest\/oldest$/)
  await expect(pager().getByRole("link", { name: "Older" })).toHaveCount(0)
  await expect(rowsIn(page, "Latest topics").filter({ hasText: "Logbook, day 1:" })).toBeVisible()
  await pager().getByRole("link", { name: "Newest" }).click()
  await expect(page).toHaveURL(/\/$/)
})

test("page after page shows each topic once, there and back", { tag: "@plain" }, async ({ page }) => {
  // Nobody writes in this category while the tests run.
  const name = "Topics in For sale and for free"
  await page.goto("/c/free/newest")
  const first = await titlesIn(page, name)
  const pager = page.getByRole("navigation", { name: "Pages of this list" })
  await pager.getByRole("link", { name: "Older" }).click()
  await expect(page).toHaveURL(/\/older-/)
  const second = await titlesIn(page, name)
  expect(new Set([...first, ...second]).size, "no topic is on two pages, none is left out").toBe(48)
  await pager.getByRole("link", { name: "Newer" }).click()
  await expect(page).not.toHaveURL(/\/older-/)
  expect(await titlesIn(page, name), "back is what was before").toEqual(first)
})

test("what nobody has answered is listed, until somebody does", { tag: ["@plain", "@phone"] }, async ({
  page,
}) => {
  const title = `Who knows this knot ${Date.now().toString(36)}`
  const topic = await makeTopic(title, { bodies: ["It slips."] })
  await page.goto("/")
  await page
    .getByRole("navigation", { name: "Lists of topics" })
    .getByRole("link", { name: "Unanswered" })
    .click()
  await expect(page).toHaveURL("/unanswered")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Waiting for a reply")
  await expect(async () => {
    await page.reload()
    await expect(rowsIn(page, "Waiting for a reply").filter({ hasText: title })).toBeVisible({
      timeout: 1_000,
    })
  }).toPass()
  await replyTo(topic, ROBIN, "A bowline.")
  await expect(async () => {
    await page.reload()
    await expect(rowsIn(page, "Waiting for a reply").filter({ hasText: title })).toBeHidden({
      timeout: 1_000,
    })
  }).toPass()
})

test("a category can be read by activity, newest and best", { tag: ["@plain", "@phone"] }, async ({
  page,
}) => {
  await page.goto("/")
  await page
    .getByRole("region", { name: "Categories" })
    .getByRole("link", { name: "Builds and repairs" })
    .click()
  await expect(page).toHaveURL(/\/c\/repairs$/)
  await expect(page).toHaveTitle(/Builds and repairs/)
  await expect(page.getByRole("heading", { level: 1, name: "Builds and repairs" })).toBeVisible()
  const orders = page.getByRole("navigation", { name: "Order" })
  for (const [name, path] of [
    ["Newest", "/c/repairs/newest"],
    ["Without a reply", "/c/repairs/unanswered"],
    ["Best of all time", "/c/repairs/top"],
    ["Best this month", "/c/repairs/top-month"],
    ["Latest activity", "/c/repairs"],
  ] as const) {
    await orders.getByRole("link", { name, exact: true }).click()
    await expect(page).toHaveURL(path)
    await expect(orders.getByRole("link", { name, exact: true })).toHaveAttribute("aria-current", "page")
    await expect(page.getByRole("heading", { level: 1, name: "Builds and repairs" })).toBeVisible()
  }
  await expect(rowsIn(page, /Topics in Builds/).first()).toBeVisible()
})

test("the best topics of the whole forum are a list beside the latest", {
  tag: ["@plain", "@phone"],
}, async ({ page }) => {
  await page.goto("/")
  const lists = page.getByRole("navigation", { name: "Lists of topics" })
  await lists.getByRole("link", { name: "Top" }).click()
  await expect(page).toHaveURL("/top/all")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Best topics of all time")
  await expect(lists.getByRole("link", { name: "Top" })).toHaveAttribute("aria-current", "page")
  // Two topics may have one title; an address is of one.
  const addresses = await rowsIn(page, "Best topics of all time")
    .locator("a.topic-title")
    .evaluateAll((links) => links.map((link) => link.getAttribute("href")))
  expect(addresses.length).toBeGreaterThan(10)
  expect(new Set(addresses).size).toBe(addresses.length)
  await page.getByRole("link", { name: "This month" }).click()
  await expect(page).toHaveURL("/top/month")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Best topics of this month")
  await lists.getByRole("link", { name: "Latest" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Latest topics")
  for (const none of ["/top/ever", "/top/all/1", "/top/all/99", "/top/all/2/3"])
    expect([none, (await page.request.get(none)).status()]).toEqual([none, 404])
})

test("a pinned topic stands first in its category, and says so", async ({ page }) => {
  await page.goto("/c/general")
  const first = list(page, /Topics in The quay/)
    .getByRole("listitem")
    .first()
  await expect(first).toContainText("Pinned")
})

test("fifteen topics of a category are seen on a laptop without scrolling", async ({ page }) => {
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.goto("/c/free")
  await expect(rowsIn(page, /Topics in For sale/).nth(14)).toBeInViewport({ ratio: 1 })
})

test("a long topic has numbered pages with addresses: next, previous, first, last, any", {
  tag: ["@plain", "@phone", "@most"],
}, async ({ page }) => {
  await page.goto("/c/repairs")
  await page.getByRole("link", { name: BUILD_LOG }).first().click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(BUILD_LOG)
  const address = page.url()
  const pager = () => page.getByRole("navigation", { name: "Pages", exact: true })
  await expect(pager().getByRole("listitem").first()).toHaveText("Page 1")
  await pager().getByRole("link", { name: "Next" }).click()
  await expect(page).toHaveURL(`${address}/2`)
  await expect(page).toHaveTitle(/page 2/)
  await pager().getByRole("link", { name: "Page 4" }).click()
  await expect(page).toHaveURL(`${address}/4`)
  await expect(pager().getByRole("link", { name: "Next" })).toHaveCount(0)
  await pager().getByRole("link", { name: "Previous" }).click()
  await expect(page).toHaveURL(`${address}/3`)
  await pager().getByRole("link", { name: "Page 1", exact: true }).click()
  await expect(page).toHaveURL(address)
  await page.goBack()
  await expect(page).toHaveURL(`${address}/3`)
})

test("topics with a tag are found by it", { tag: "@plain" }, async ({ page }) => {
  await page.goto("/tag/clinker")
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("#clinker")
  await expect(page.getByRole("link", { name: BUILD_LOG })).toBeVisible()
  await page.getByRole("list", { name: "Tags" }).first().getByRole("link", { name: "#clinker" }).click()
  await expect(page).toHaveURL("/tag/clinker")
})

test("a member's page tells who they are and leads to all they wrote", { tag: ["@plain", "@phone"] }, async ({
  page,
}) => {
  await page.goto("/u/Jory")
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Jory")
  await expect(page.getByText("Built boats for forty years", { exact: false })).toBeVisible()
  const pages = page.getByRole("navigation", { name: "Pages of Jory" })
  await pages.getByRole("link", { name: "Posts" }).click()
  await expect(page).toHaveURL("/u/Jory/posts")
  const times = await page
    .getByRole("list", { name: "Posts" })
    .locator("time")
    .evaluateAll((all) => all.map((time) => time.getAttribute("datetime")!))
  expect(times, "newest first").toEqual([...times].sort().reverse())
  await pages.getByRole("link", { name: "Topics" }).click()
  await expect(page).toHaveURL("/u/Jory/topics")
})

test("a member is found whatever the case of the name", async ({ page }) => {
  await page.goto("/u/jORY")
  await expect(page).toHaveURL("/u/Jory")
})

test("the accepted answer stands under the question, with a way to its place", { tag: "@plain" }, async ({
  page,
}) => {
  await page.goto("/c/questions")
  const solved = rowsIn(page, /Topics in Ask/).filter({ hasText: "Solved" })
  await solved.first().getByRole("link").first().click()
  const answer = page.getByRole("region", { name: "Accepted answer" })
  await expect(answer).toBeVisible()
  await answer.getByRole("link", { name: "Go to the answer" }).click()
  await expect(page).toHaveURL(/#p-/)
})
