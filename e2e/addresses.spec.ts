import { makeTopic } from "./fixtures/forum.ts"
import { sitemap } from "./fixtures/sitemap.ts"
import { expect, test } from "./fixtures/test.ts"

const BUILD_LOG = "Petrel: eighteen feet of rot and optimism (build log)"

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

test("a topic that was renamed is found under its old address", async ({ request }) => {
  const { path } = await makeTopic("Where the old addresses of topics go")
  const answer = await request.get(path.replace("where-the", "what-the"), { maxRedirects: 0 })
  expect(answer.status()).toBe(301)
  expect(new URL(answer.headers().location!, "http://forum.invalid").pathname).toBe(path)
})

test("an address that is not whole has a page that says so", { tag: "@plain" }, async ({ page, request }) => {
  const broken = "/t/%E0%A4%A/x"
  expect((await page.goto(broken))?.status()).toBe(400)
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("This address is not complete")
  await page.getByRole("link", { name: "search for what you were looking for" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Search" })).toBeVisible()
  // Programs are told in a sentence.
  const answer = await request.get(broken)
  expect([answer.status(), answer.headers()["content-type"]]).toEqual([400, "text/plain; charset=utf-8"])
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
