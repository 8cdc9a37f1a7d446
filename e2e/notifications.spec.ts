/** People come to see what concerns them: who answered, named or liked them, and what they have not seen yet. */
import type { Page } from "@playwright/test"
import { likePost } from "#lib/forum/reactions.ts"
import { removePost, restorePost } from "#lib/forum/removal.ts"
import { type MadeTopic, makeTopic, memberOf, newcomer, onTable, replyTo } from "./fixtures/forum.ts"
import { KEEPER, type Person, ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

const PLAIN = { tag: "@plain" }

const inbox = (page: Page) => page.getByRole("list", { name: "Notifications" })
const entry = (page: Page, text: string | RegExp) =>
  inbox(page).getByRole("listitem").filter({ hasText: text })
const unread = (page: Page, n: number) => page.getByRole("main").getByText(`${n} unread`, { exact: true })
const topicOf = (who: Person, title: string): Promise<MadeTopic> => makeTopic(title, { by: [who.name] })

/** The inbox, once the worker has told what was written. */
async function openInbox(page: Page, count: number): Promise<void> {
  await expect(async () => {
    await page.goto("/notifications")
    await expect(inbox(page).getByRole("listitem")).toHaveCount(count, { timeout: 500 })
  }).toPass()
}

test("one is told who did what and where, and gets there", PLAIN, async ({ page }) => {
  const me = await newcomer(page)
  await page.goto("/notifications")
  await expect(page.getByText("Nothing yet")).toBeVisible()
  const topic = await topicOf(me, "Which wood for an oar?")
  await replyTo(topic, SANNA, "Spruce, and nothing else.")
  await replyTo(topic, ROBIN, `Ask @${me.name} again in spring.`)
  const [first] = topic.posts
  await onTable(async () => {
    for (const who of [ROBIN, SANNA]) await likePost(await memberOf(who), { post: first!, liked: true })
  })
  // The second like comes to the first, a moment later.
  await expect(async () => {
    await page.goto("/notifications")
    await expect(entry(page, /Sanna and Robin|Robin and Sanna/)).toContainText("liked your topic", {
      timeout: 500,
    })
  }).toPass()
  await openInbox(page, 3)
  await expect(unread(page, 3)).toBeVisible()
  await expect(entry(page, "mentioned you")).toContainText("Robin mentioned you in Which wood for an oar?")
  const answer = entry(page, "replied in your topic")
  await expect(answer).toContainText("Spruce, and nothing else.")
  await answer.getByRole("link", { name: topic.title }).click()
  await expect(page.getByRole("article").filter({ hasText: "Spruce" })).toBeInViewport()
  await expect(page).toHaveURL(/#p-/)
  // Opened is read, with a script or without.
  await page.goto("/notifications")
  await expect(entry(page, "replied in your topic").getByText("Unread:")).toHaveCount(0)
})

test("one marks one as read, and all", PLAIN, async ({ page }) => {
  const me = await newcomer(page)
  const topic = await topicOf(me, "How thick is a thwart?")
  for (const text of ["An inch.", "Two inches.", "Ask the tree."]) await replyTo(topic, SANNA, text)
  await openInbox(page, 3)
  await entry(page, "Two inches")
    .getByRole("button", { name: /^Mark as read/ })
    .click()
  await expect(unread(page, 2)).toBeVisible()
  await expect(entry(page, "Two inches").getByRole("button")).toHaveCount(0)
  await page.getByRole("button", { name: "Mark all as read" }).click()
  await expect(page.getByText("You have read everything.")).toBeVisible()
  await expect(inbox(page).getByRole("button")).toHaveCount(0)
  await expect(page.getByText(/\d unread/)).toHaveCount(0)
})

test("what is hidden is told no more, and comes back when it is shown again", PLAIN, async ({ page }) => {
  const me = await newcomer(page)
  const topic = await topicOf(me, "Is tar still made?")
  const { post } = await replyTo(topic, SANNA, "Buy my tar, it is cheap.")
  await openInbox(page, 1)
  await onTable(async () => removePost(await memberOf(KEEPER), { post }))
  await expect(async () => {
    await page.goto("/notifications")
    await expect(page.getByText("You have read everything.")).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(inbox(page)).toHaveCount(0)
  await onTable(async () => restorePost(await memberOf(KEEPER), { post }))
  await openInbox(page, 1)
  await expect(unread(page, 1)).toBeVisible()
})

test("the header counts what is unread, and reading the topic reads it", {
  tag: ["@phone"],
}, async ({ page }) => {
  const me = await newcomer(page)
  const topic = await topicOf(me, "Where do the eels go?")
  await replyTo(topic, SANNA, "To the Sargasso.")
  const link = page.getByRole("navigation", { name: "Account" }).getByRole("link", { name: /^Notifications/ })
  await expect(async () => {
    await page.goto("/")
    await expect(link).toHaveText(/1 unread/, { timeout: 1_000 })
  }).toPass()
  await page.goto(topic.path)
  await expect(link).toHaveText(/1 unread/)
  // It has been on the screen for a while.
  await expect(link).not.toHaveText(/unread/)
  await page.goto("/")
  await expect(link).toBeVisible()
  await expect(link).not.toHaveText(/unread/)
})

test("guests are led to sign in, and come back", PLAIN, async ({ page }) => {
  await page.goto("/notifications")
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fnotifications/)
})

test("nobody opens or marks what another was told", async ({ page, as }) => {
  const me = await newcomer(page)
  const topic = await topicOf(me, "Who owns the slip?")
  await replyTo(topic, SANNA, "The harbour.")
  await openInbox(page, 1)
  const address = await entry(page, "The harbour")
    .getByRole("link", { name: topic.title })
    .getAttribute("href")
  const other = await as(ROBIN)
  await other.goto(address!)
  await expect(other).toHaveURL(/\/notifications$/)
  await page.goto("/notifications")
  await expect(unread(page, 1)).toBeVisible()
})
