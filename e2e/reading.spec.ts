/** People come to read: from the front page to a post and back, whoever they are. */
import type { APIRequestContext, Page } from "@playwright/test"
import { topicPath } from "#lib/web/paths.ts"
import { makeTopic } from "./fixtures/forum.ts"
import { KEEPER, ROBIN } from "./fixtures/people.ts"
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
  tag: ["@plain", "@phone"],
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

test("a pinned topic stands first in its category, and says so", async ({ page }) => {
  await page.goto("/c/general")
  const first = list(page, /Topics in The quay/)
    .getByRole("listitem")
    .first()
  await expect(first).toContainText("Pinned")
})

test("fifteen topics of a category are seen on a laptop without scrolling", async ({ page, isMobile }) => {
  test.skip(isMobile, "a laptop")
  await page.setViewportSize({ width: 1366, height: 768 })
  await page.goto("/c/free")
  await expect(rowsIn(page, /Topics in For sale/).nth(14)).toBeInViewport({ ratio: 1 })
})

test("a long topic has numbered pages with addresses: next, previous, first, last, any", {
  tag: ["@plain", "@phone"],
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

test("the permanent address of a post leads to it on its page", { tag: "@plain" }, async ({ page }) => {
  await page.goto("/c/repairs")
  await page.getByRole("link", { name: BUILD_LOG }).first().click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(BUILD_LOG)
  await page.goto(`${page.url()}/3`)
  const post = page.getByRole("article").nth(4)
  const id = await post.getAttribute("id")
  await post.getByRole("link", { name: /Permanent link/ }).click()
  await expect(page).toHaveURL(new RegExp(`/3#${id}$`))
  await expect(page.locator(`[id="${id}"]`)).toBeInViewport()
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

test("a topic that was renamed is found under its old address", async ({ request }) => {
  const { path } = await makeTopic("Where the old addresses of topics go")
  const answer = await request.get(path.replace("where-the", "what-the"), { maxRedirects: 0 })
  expect(answer.status()).toBe(308)
  expect(new URL(answer.headers().location!, "http://forum.invalid").pathname).toBe(path)
})

test("what does not exist is not found, and says so with its status", async ({ request }) => {
  const { path } = await makeTopic("A topic with a single page")
  for (const address of [
    "/nothing-here",
    "/c/nothing",
    "/c/general/sideways",
    "/c/general/activity/older-zzz",
    "/c/general/top/9",
    "/latest/older-lq0000-01arz3ndektsv4rrffq69g5fa!",
    "/latest/backwards-lq0000-01arz3ndektsv4rrffq69g5fav",
    "/latest/older-0",
    "/t/nothing/01arz3ndektsv4rrffq69g5fav",
    "/t/nothing/not-an-id",
    `${path}/2`,
    `${path}/0`,
    `${path}/-1`,
    `${path}/2/3`,
    "/p/01arz3ndektsv4rrffq69g5fav",
    "/p/nothing",
    "/tag/nobody-used-this",
    "/tag/clinker/older-0",
    "/u/nobody_of_that_name",
    "/u/Jory/posts/older-0",
    "/u/Jory/likes",
  ]) {
    const answer = await request.get(address, { maxRedirects: 0 })
    expect(answer.status(), address).toBe(404)
    expect(answer.headers()["cache-control"], address).toBe("private, no-store")
    expect(await answer.text(), address).toContain("<h1")
  }
})

test("every page names itself: title, description, one canonical address", async ({ page }) => {
  const { path, title } = await makeTopic("Which of two addresses is the right one?", {
    bodies: ["The first sentence tells what this topic is about."],
  })
  for (const [address, name, description] of [
    ["/", /Stoa/, /./],
    ["/c/questions", /^Ask the shed/, /One question a topic/],
    ["/c/questions/newest", /^Ask the shed/, /One question a topic/],
    ["/tag/clinker", /^#clinker/, /clinker/],
    ["/u/Jory", /^Jory/, /Built boats/],
    [path, new RegExp(`^${title.replace("?", "\\?")}`), /The first sentence tells/],
  ] as const) {
    await page.goto(address)
    await expect(page).toHaveTitle(name)
    await expect(page.locator('meta[name="description"]')).toHaveAttribute("content", description)
    const canonical = page.locator('link[rel="canonical"]')
    await expect(canonical).toHaveCount(1)
    const href = (await canonical.getAttribute("href"))!
    expect(new URL(href).pathname, address).toBe(address)
    expect(new URL(href).origin).toBe(new URL(page.url()).origin)
  }
})

test("the sitemap lists what is public, and each of its addresses is a page", async ({ request }) => {
  const { path } = await makeTopic("This topic is in the sitemap at once")
  const robots = await (await request.get("/robots.txt")).text()
  expect(robots).toMatch(/Sitemap: http:\/\/localhost:\d+\/sitemap\.xml/)
  const addresses = await sitemap(request)
  expect(addresses).toContain(path)
  expect(addresses).toContain("/c/general")
  expect(addresses.filter((address) => address.startsWith("/private"))).toEqual([])
  for (const address of addresses.slice(0, 10))
    expect((await request.get(address, { maxRedirects: 0 })).status(), address).toBe(200)
})

async function sitemap(request: APIRequestContext): Promise<string[]> {
  const index = await request.get("/sitemap.xml")
  expect(index.status()).toBe(200)
  expect(index.headers()["content-type"]).toMatch(/xml/)
  const files = locations(await index.text())
  const texts = await Promise.all(files.map(async (file) => (await request.get(file)).text()))
  return texts.flatMap(locations).map((address) => new URL(address).pathname)
}

function locations(xml: string): string[] {
  return Array.from(xml.matchAll(/<loc>([^<]+)<\/loc>/g), ([, address]) => address!)
}

test("what is private appears nowhere to guests", { tag: "@plain" }, async ({ request, page }) => {
  const secret = "Zanzibar-secret-word"
  const { path, id, posts } = await makeTopic(`${secret} in the title`, {
    category: "members",
    tags: ["zanzibar", "clinker"],
    bodies: [`${secret} in the text, for @Jory`, `${secret} in a reply`],
    by: ["Robin", "Sanna"],
  })
  const committee = "The ladder: two offers"
  const places = [
    "/",
    "/latest/oldest",
    "/c/general",
    "/c/general/newest",
    "/c/repairs/top",
    "/tag/clinker",
    "/u/Robin",
    "/u/Robin/topics",
    "/u/Robin/posts",
    "/u/Sanna",
    "/u/Sanna/posts",
    "/u/Jory",
    "/new",
    "/sitemap.xml",
    "/robots.txt",
    "/api/viewer",
    `/api/viewer?topic=${id}&topics=${id}`,
    ...(await sitemap(request)).slice(0, 60),
  ]
  for (const place of new Set(places)) {
    const text = await (await request.get(place)).text()
    for (const word of [
      secret,
      "zanzibar",
      id.toLowerCase(),
      committee,
      "Members&#x27; notes",
      "Members' notes",
      ">Committee<",
    ])
      expect(text.toLowerCase().includes(word.toLowerCase()), `${word} on ${place}`).toBe(false)
  }
  // With a slug that gives nothing away: the sign-in names the address that was asked for.
  const place = topicPath({ slug: "anything", id })
  const privatePlace = topicPath({ slug: "anything", id }, { area: "private" })
  const closed = [
    path,
    place,
    privatePlace,
    `${privatePlace}/fresh/${posts[1]!.toLowerCase()}`,
    `${place}/fresh/${posts[1]!.toLowerCase()}`,
    `${place}/reply`,
    `${privatePlace}/reply`,
    `${privatePlace}/reply?to=${posts[1]!.toLowerCase()}&quote=1`,
    `/t/${id.toLowerCase()}`,
    `/p/${posts[0]!.toLowerCase()}`,
    `/p/${posts[1]!.toLowerCase()}`,
    `/post/${posts[1]!.toLowerCase()}`,
    `/post/${posts[1]!.toLowerCase()}/edit`,
    `/post/${posts[1]!.toLowerCase()}/history`,
    "/c/members",
    "/c/members/newest",
    "/private",
    "/private/c/members",
    "/private/c/staff",
    "/tag/zanzibar",
    "/new?category=members",
  ]
  for (const address of closed) {
    const answer = await request.get(address, { maxRedirects: 0 })
    const text = (await answer.text()) + JSON.stringify(answer.headers())
    expect(text.includes(secret), address).toBe(false)
    expect(text.toLowerCase().includes("zanzibar-secret"), address).toBe(false)
    expect(text.includes("Members' notes") || text.includes("Members&#x27; notes"), address).toBe(false)
    expect(answer.status(), address).toBeLessThan(500)
    expect(answer.headers()["cache-control"] ?? "", address).not.toContain("public")
  }
  // Not there, and never was: the words are the same.
  await page.goto(path)
  const words = await page.getByRole("main").ariaSnapshot()
  await page.goto("/t/nothing/01arz3ndektsv4rrffq69g5fav")
  expect(await page.getByRole("main").ariaSnapshot()).toBe(words)
})

test("the counts of a public category do not tell of a private one inside", async ({ request }) => {
  const home = await (await request.get("/")).text()
  expect(home).not.toContain("/private/c/")
})

test("members read what is theirs under /private, and staff theirs", async ({ as }) => {
  const member = await as(ROBIN)
  await member.goto("/private")
  await expect(member.getByRole("link", { name: "Members' notes" }).first()).toBeVisible()
  await expect(member.getByText("Committee", { exact: true })).toHaveCount(0)
  await member.getByRole("link", { name: "Winter berths: the list" }).first().click()
  await expect(member.getByRole("heading", { level: 1 })).toHaveText("Winter berths: the list")
  await member.goto("/private/c/staff")
  await expect(member.getByRole("link", { name: "The ladder: two offers" })).toHaveCount(0)
  const keeper = await as(KEEPER)
  await keeper.goto("/private/c/staff")
  await expect(keeper.getByRole("link", { name: "The ladder: two offers" })).toBeVisible()
})

test("light, dark and the system's choice are kept", async ({ page, script }) => {
  test.skip(!script, "the choice needs a script")
  await page.goto("/")
  const ground = () => page.evaluate(() => getComputedStyle(document.documentElement).backgroundColor)
  await page.emulateMedia({ colorScheme: "light" })
  const light = await ground()
  await page.emulateMedia({ colorScheme: "dark" })
  await expect.poll(ground).not.toBe(light)
  await page.getByLabel("Theme").filter({ visible: true }).selectOption("light")
  await expect.poll(ground).toBe(light)
  await page.reload()
  expect(await ground()).toBe(light)
})
