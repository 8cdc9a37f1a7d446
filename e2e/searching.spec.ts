/** People find what was written, and only what they may read. */
import type { Page } from "@playwright/test"
import { isForumError } from "#lib/base/errors.ts"
import { commit } from "#lib/db/commit.ts"
import { spending } from "#lib/limits/spend.ts"
import { makeTopic, memberOf, onTable } from "./fixtures/forum.ts"
import { KEEPER, ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

const EVERYWHERE = { tag: ["@plain", "@phone"] }
/** No words of the demo, and not twice in one run. */
const aWord = (): string =>
  `q${Array.from({ length: 9 }, () => "bcdfghjklmnpqrstvwxz"[Math.floor(Math.random() * 20)]).join("")}`

const results = (page: Page) => page.getByRole("main").getByRole("list").getByRole("heading", { level: 3 })

/** What was written shows within a second or two. */
async function searchUntil(page: Page, address: string, count: number): Promise<void> {
  await expect(async () => {
    await page.goto(address)
    await expect(results(page)).toHaveCount(count, { timeout: 300 })
  }).toPass({ timeout: 15_000 })
}

test(
  "what was just written is found, with its words marked, and leads there",
  EVERYWHERE,
  async ({ page }) => {
    const word = aWord()
    const bodies = ["The first post says little.", `Somebody sold a **${word}** at the <b>quay</b>.`]
    const { title } = await makeTopic(`Old things, ${word.toUpperCase()} and new`, {
      by: [ROBIN.name, SANNA.name],
      bodies,
    })
    // The second post may be indexed a moment after the first.
    await expect(async () => {
      await searchUntil(page, `/search?q=${word}`, 1)
      await expect(page.getByText("2 posts in 1 topic")).toBeVisible({ timeout: 300 })
    }).toPass({ timeout: 20_000 })
    await expect(page.locator("mark").first()).toHaveText(new RegExp(word, "i"))
    await page.getByRole("link", { name: "1 more post in this topic" }).click()
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("Search in one topic")
    await expect(results(page)).toHaveCount(2)
    await expect(page.getByRole("main")).toContainText("at the <b>quay</b>.")
    await results(page).getByRole("link", { name: SANNA.name }).click()
    await expect(page).toHaveURL(/\/t\/.+#p-/)
    await expect(page.getByRole("heading", { level: 1 })).toContainText(title)
  },
)

test(
  "from the front page one comes to a search, and back to what was typed",
  EVERYWHERE,
  async ({ page }) => {
    await page.goto("/")
    const field = page.getByRole("searchbox", { name: "Search the forum" })
    if (await field.isVisible()) {
      await field.fill("varnish")
      await field.press("Enter")
    } else {
      await page.getByRole("link", { name: "Search" }).click()
      await expect(page.getByText("What you can type")).toBeVisible()
      await page.getByRole("searchbox", { name: "Words to look for" }).fill("varnish")
      await page.getByRole("button", { name: "Search" }).click()
    }
    await expect(page.getByRole("searchbox", { name: "Words to look for" })).toHaveValue("varnish")
    await expect(results(page).first()).toBeVisible()
    await page.getByRole("link", { name: "Newest first" }).click()
    await expect(page.getByRole("link", { name: "Newest first" })).toHaveAttribute("aria-current", "page")
    await expect(results(page).first()).toBeVisible()
  },
)

test("filters narrow a search down, typed or chosen", { tag: "@plain" }, async ({ page }) => {
  const word = aWord()
  const topic = { by: [SANNA.name], bodies: [`About ${word} here.`] }
  await makeTopic(`Here about ${word}`, { ...topic, category: "general", tags: ["oak"] })
  await makeTopic(`There about ${word}`, { ...topic, by: [ROBIN.name], category: "questions" })
  await searchUntil(page, `/search?q=${word}`, 2)
  await page.getByText("Narrow it down").click()
  await page.getByLabel("Written by").fill(SANNA.name)
  await page.getByRole("main").getByRole("button", { name: "Search" }).click()
  await expect(results(page)).toHaveText([`Here about ${word}`])
  await expect(page.getByLabel("Written by")).toHaveValue(SANNA.name)
  await page.goto(`/search?q=${word}+category:questions`)
  await expect(results(page)).toHaveText([`There about ${word}`])
  await page.goto(`/search?q=${word}+tag:oak+after:2020`)
  await expect(results(page)).toHaveText([`Here about ${word}`])
  await page.goto(`/search?q=${word}+before:2020`)
  await expect(page.getByText("Nothing was found")).toBeVisible()
  await page.goto(`/search?q=${word}+author:nobody-at-all`)
  await expect(page.getByText("There is no member nobody-at-all.")).toBeVisible()
})

test("members find what is theirs, and guests nothing of it", { tag: "@plain" }, async ({ page, as }) => {
  const word = aWord()
  await makeTopic(`Among us: ${word}`, { category: "members", bodies: [`Whispered: ${word}.`] })
  const member = await as(ROBIN)
  await searchUntil(member, `/search?q=${word}`, 1)
  await page.goto(`/search?q=${word}`)
  await expect(page.getByText("Nothing was found")).toBeVisible()
  await expect(page.getByRole("main")).not.toContainText("Whispered")
  await results(member).getByRole("link").click()
  await expect(member).toHaveURL(/\/private\/t\//)
})

test("what a moderator removes is found no more", async ({ page, as }) => {
  const word = aWord()
  const { posts } = await makeTopic(`Spam of ${word.slice(0, 3)}`, {
    bodies: ["Nothing.", `Buy ${word} now`],
  })
  await searchUntil(page, `/search?q=${word}`, 1)
  const keeper = await as(KEEPER)
  await keeper.goto(`/post/${posts[1]!.toLowerCase()}`)
  await keeper.getByText("Delete the post", { exact: true }).click()
  await keeper.getByRole("button", { name: "Delete it" }).click()
  await expect(async () => {
    await page.goto(`/search?q=${word}`)
    await expect(page.getByText("Nothing was found")).toBeVisible({ timeout: 300 })
  }).toPass({ timeout: 15_000 })
})

test("made-up addresses are pages that say so", async ({ request }) => {
  for (const [path, status] of [
    ["/search?q=a&from=nowhere", 404],
    ["/search?q=a&from=1-zzz", 404],
    ["/search?q=a&topic=nothing", 404],
    [`/search?q=a&topic=${"0".repeat(26)}`, 404],
    [`/search?q=${"x".repeat(3000)}`, 200],
    ["/search?q=%00%ff&category=%22&tag=a&tag=b", 200],
    [`/search?q=a&from=zzzzzzzz-${"7".repeat(1)}${"z".repeat(25)}`, 200],
  ] as const)
    expect([path, (await request.get(path)).status()]).toEqual([path, status])
  const answer = await request.get("/search?q=varnish")
  expect(answer.headers()["cache-control"]).toContain("no-store")
  expect(await answer.text()).toContain('name="robots" content="noindex"')
})

test("who searches too often keeps the words, and is told when to go on", { tag: "@plain" }, async ({
  as,
}) => {
  const member = await as(KEEPER)
  // Again where a minute ends in between, and with it what was spent.
  await expect(async () => {
    await onTable(searchAllDay)
    const answer = await member.goto("/search?q=varnish")
    expect(answer?.status()).toBe(429)
    expect(Number(answer?.headers()["retry-after"])).toBeGreaterThan(0)
    expect(answer?.headers()["cache-control"]).toContain("no-store")
  }).toPass({ timeout: 15_000 })
  await expect(member.getByText(/You can search again in/)).toBeVisible()
  await expect(member.getByRole("main").getByRole("searchbox")).toHaveValue("varnish")
})

/** All that a member may search in a minute of a test; or somebody has done so already. */
async function searchAllDay(): Promise<void> {
  const { id } = await memberOf(KEEPER)
  await commit([spending("search.member", id, { amount: 60_000 })]).catch((error) => {
    if (!isForumError(error, "limited")) throw error
  })
}

test("who types a title sees what was asked before; without a script, with the preview", {
  tag: ["@plain"],
}, async ({ as, script }) => {
  const word = aWord()
  await makeTopic(`How do I mend a ${word}?`, { category: "questions" })
  const page = await as(SANNA)
  await searchUntil(page, `/search?q=${word}`, 1)
  await page.goto("/new?category=general")
  await page.getByLabel("Title").fill(`Mending my ${word}`)
  if (!script) {
    await page.getByLabel("Text", { exact: true }).fill("It is broken.")
    await page.getByRole("button", { name: "Preview" }).click()
  }
  const similar = page.getByRole("region", { name: "Similar topics" })
  await expect(similar.getByRole("link", { name: `How do I mend a ${word}?` })).toBeVisible()
  await expect(page.getByLabel("Title")).toHaveValue(`Mending my ${word}`)
})

test("under a topic stand others that are about the same", { tag: "@plain" }, async ({ page }) => {
  const word = aWord()
  await makeTopic(`Caulking a ${word}`)
  await searchUntil(page, `/search?q=${word}`, 1)
  const { path } = await makeTopic(`Painting a ${word}`)
  await page.goto(path)
  const related = page.getByRole("navigation", { name: "Related topics" })
  await related.getByRole("link", { name: `Caulking a ${word}` }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText(`Caulking a ${word}`)
})
