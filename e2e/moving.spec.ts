/** Moderators come to make one topic of two and two of one, and change their minds. */
import type { Page } from "@playwright/test"
import { DAY, now, nowIso } from "#lib/base/clock.ts"
import { mintId } from "#lib/base/ids.ts"
import { commit } from "#lib/db/commit.ts"
import { findTopic } from "#lib/db/patterns/topics.ts"
import { closeMerged } from "#lib/db/writes/moving.ts"
import { UNDO_FOR } from "#lib/forum/undoable.ts"
import { expectNoBarriers } from "./fixtures/barriers.ts"
import { makeTopic, onTable } from "./fixtures/forum.ts"
import { KEEPER, ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

const main = (page: Page) => page.getByRole("main")
const button = (page: Page, name: string) => main(page).getByRole("button", { name, exact: true })
const fold = (page: Page, title: string) => main(page).locator("summary", { hasText: title })

let count = 0
const unique = (words: string): string => `${words} ${Date.now().toString(36)}${count++}`

test("two topics become one, and old addresses lead there", {
  tag: "@plain",
}, async ({ as, page, script }) => {
  const one = await makeTopic(unique("Which tar is it"), { bodies: ["The first of all.", "The second."] })
  const two = await makeTopic(unique("Tar once more"), { bodies: ["The third.", "The fourth."] })
  const keeper = await as(KEEPER)
  await keeper.goto(`/post/${two.posts[0]!.toLowerCase()}`)
  await fold(keeper, "Merge with another topic").click()
  await main(keeper).getByLabel("Address of the other topic").fill("nowhere")
  await button(keeper, "Show what would change").click()
  await expect(main(keeper).getByRole("alert").first()).toContainText("no address of a topic")
  await expect(main(keeper).getByLabel("Address of the other topic")).toHaveValue("nowhere")
  await main(keeper).getByLabel("Address of the other topic").fill(new URL(one.path, keeper.url()).href)
  await button(keeper, "Show what would change").click()
  await expect(main(keeper)).toContainText("The 2 posts of")
  await expect(main(keeper)).toContainText("4 together")
  if (script) await expectNoBarriers(keeper, "a merge, before it is done")
  await button(keeper, "Merge them").click()
  await expect(keeper).toHaveURL(/\/progress\//)
  if (script) await expectNoBarriers(keeper, "a merge, on its way")

  await shows(page, one.path, ["The first of all.", "The second.", "The third.", "The fourth."])
  await page.goto(two.path)
  await expect(page).toHaveURL(new RegExp(`${one.id.toLowerCase()}.*#p-${two.posts[0]!.toLowerCase()}$`))
  await page.goto(`/p/${two.posts[1]!.toLowerCase()}`)
  await expect(page).toHaveURL(new RegExp(one.id.toLowerCase()))
})

// Once is enough: before it is undone one waits until no reply can be on its way any more.
test("a merge is undone", async ({ as, page, request }) => {
  const one = await makeTopic(unique("Which oar is it"), { bodies: ["The first of all.", "The second."] })
  const two = await makeTopic(unique("Oars once more"), { bodies: ["The third.", "The fourth."] })
  const keeper = await as(KEEPER)
  await keeper.goto(`/post/${two.posts[0]!.toLowerCase()}`)
  await fold(keeper, "Merge with another topic").click()
  await main(keeper).getByLabel("Address of the other topic").fill(new URL(one.path, keeper.url()).href)
  await button(keeper, "Show what would change").click()
  await button(keeper, "Merge them").click()
  await expect(keeper).toHaveURL(/\/progress\//)
  const progress = keeper.url()
  await shows(page, one.path, ["The first of all.", "The second.", "The third.", "The fourth."])
  // As long as it can be undone, nobody shall remember where the address led.
  const answer = await request.get(two.path, { maxRedirects: 0 })
  expect([answer.status(), answer.headers()["cache-control"]]).toEqual([
    307,
    expect.stringContaining("no-store"),
  ])
  await expect(async () => {
    await keeper.goto(progress)
    await button(keeper, "Undo it").click({ timeout: 1_000 })
    await expect(main(keeper).getByRole("heading", { level: 1 })).toContainText("Take", { timeout: 2_000 })
  }).toPass({ timeout: 30_000 })
  await shows(page, two.path, ["The third.", "The fourth."])
  await shows(page, one.path, ["The first of all.", "The second."])
})

test("the address of what was merged long ago leads on for good", async ({ request }) => {
  const [one, two] = [await makeTopic(unique("Oars today")), await makeTopic(unique("Oars of old"))]
  await onTable(async () => {
    const row = (await findTopic(two.id, { consistent: true }))!
    const merged = { into: one.id, saga: mintId(now() - UNDO_FOR - DAY, two.id) }
    await commit([closeMerged(row, merged, { by: row.author, at: nowIso(), why: "Merged.", byStaff: true })])
  })
  await expect(async () => {
    const answer = await request.get(two.path, { maxRedirects: 0 })
    expect([answer.status(), answer.headers().location]).toEqual([301, expect.stringContaining(one.path)])
    expect(answer.headers()["cache-control"]).not.toContain("no-store")
  }).toPass()
})

test("a topic is split at a reply", { tag: "@plain" }, async ({ as, page }) => {
  const bodies = ["About the boat.", "About the weather.", "And the wind."]
  const topic = await makeTopic(unique("A talk that drifts"), { by: [ROBIN.name, SANNA.name], bodies })
  const keeper = await as(KEEPER)
  await keeper.goto(`/post/${topic.posts[1]!.toLowerCase()}`)
  await fold(keeper, "Split the topic here").click()
  const title = unique("Weather")
  await main(keeper).getByLabel("Title of the new topic").fill(title)
  await main(keeper).getByLabel("This one and all that follow").check()
  await button(keeper, "Show what would change").click()
  await expect(main(keeper)).toContainText("2 posts of")
  await button(keeper, "Split the topic").click()
  await expect(keeper).toHaveURL(/\/progress\//)
  await main(keeper).getByRole("link", { name: title }).click()
  await expect(main(keeper)).toContainText("About the weather.")
  await shows(page, new URL(keeper.url()).pathname, ["About the weather.", "And the wind."])
  await shows(page, topic.path, ["About the boat."])
  await page.goto(`/p/${topic.posts[2]!.toLowerCase()}`)
  await expect(main(page).getByRole("heading", { level: 1 })).toContainText(title)
})

test("members see nothing of it", async ({ as }) => {
  const topic = await makeTopic(unique("Nothing to merge"), { bodies: ["One.", "Two."] })
  const robin = await as(ROBIN)
  for (const post of topic.posts) {
    await robin.goto(`/post/${post.toLowerCase()}`)
    await expect(main(robin)).not.toContainText("Merge with another topic")
    await expect(main(robin)).not.toContainText("Split the topic here")
  }
})

/** The topic has these posts and no others, in this order; it may take a moment. */
async function shows(page: Page, path: string, texts: string[]): Promise<void> {
  await expect(async () => {
    await page.goto(path)
    const posts = main(page).locator("article")
    await expect(posts).toHaveCount(texts.length, { timeout: 1_000 })
    for (const [n, text] of texts.entries())
      await expect(posts.nth(n)).toContainText(text, { timeout: 1_000 })
  }).toPass({ timeout: 40_000 })
}
