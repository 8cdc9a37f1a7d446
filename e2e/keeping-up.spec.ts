/** People come back: to what is new, unread, theirs, and worth finding again. */
import type { Page } from "@playwright/test"
import { bookmarkPost } from "#lib/forum/bookmarks.ts"
import { takeStance } from "#lib/forum/following.ts"
import { watchTopic } from "#lib/forum/watching.ts"
import { watchingSettingsPath } from "#lib/web/account-paths.ts"
import {
  continuePath,
  memberPath,
  OWN_LISTS,
  ownListPath,
  PEOPLE_LISTS,
  peoplePath,
  postOptionsPath,
  watchCategoryPath,
  watchMemberPath,
  watchTopicPath,
} from "#lib/web/paths.ts"
import { expectNoBarriers } from "./fixtures/barriers.ts"
import { makeTopic, memberOf, newcomer, onTable, replyTo } from "./fixtures/forum.ts"
import { choose } from "./fixtures/keeping.ts"
import { TELEPHONE, tooWide } from "./fixtures/layout.ts"
import { ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"
import { main, words } from "./fixtures/writing.ts"

const rowOf = (page: Page, title: string) => main(page).getByRole("listitem").filter({ hasText: title })

test("one watches a topic, is shown what is unread in it, and goes on reading there", {
  tag: ["@plain", "@phone"],
}, async ({ page, script }) => {
  await newcomer(page)
  const title = words("A topic to come back to")
  const topic = await makeTopic(title, { by: [SANNA.name] })
  await page.goto(topic.path)
  if (script) {
    // Until its script has come the menu is a link to the page that does the same.
    await main(page).locator("summary", { hasText: "Watch" }).click()
    await main(page)
      .getByRole("button", { name: /^Watch/ })
      .click()
    await expect(main(page).locator("summary")).toContainText("Watching")
    await page.goto(watchTopicPath(topic.id))
    await expect(main(page).getByRole("radio", { name: /^Watch/ })).toBeChecked()
  } else {
    await main(page).getByRole("link", { name: "Watch" }).click()
    await choose(page, "Watch")
  }
  // With the script, what was on the screen is read: something new has to come.
  await replyTo(topic, SANNA, "And another thing.")
  await page.goto(ownListPath("unread"))
  await expect(rowOf(page, title)).toContainText("Watching")
  await page.goto(ownListPath("watched"))
  await expect(rowOf(page, title)).toBeVisible()
  // Muted, it leaves them all.
  await page.goto(watchTopicPath(topic.id))
  await choose(page, "Mute")
  for (const list of ["unread", "new", "watched"] as const) {
    await page.goto(ownListPath(list))
    await expect(rowOf(page, title)).toHaveCount(0)
  }
})

test("a new topic is on the list of new ones until all is marked as read", {
  tag: "@plain",
}, async ({ page }) => {
  await newcomer(page)
  const title = words("Something nobody has opened")
  await makeTopic(title, { by: [SANNA.name] })
  await page.goto(ownListPath("new"))
  await expect(rowOf(page, title)).toBeVisible()
  await main(page).getByRole("button", { name: "Mark all as read" }).click()
  await expect(rowOf(page, title)).toHaveCount(0)
  const later = words("Something newer")
  await makeTopic(later, { by: [SANNA.name] })
  await page.goto(ownListPath("new"))
  await expect(rowOf(page, later)).toBeVisible()
  await expect(rowOf(page, title)).toHaveCount(0)
})

test("what one writes in is followed by itself, and listed as one's own", { tag: "@plain" }, async ({
  page,
}) => {
  const who = await newcomer(page)
  const title = words("A topic to answer")
  const topic = await makeTopic(title, { by: [SANNA.name] })
  await replyTo(topic, who, "I will look in again.")
  await page.goto(ownListPath("mine"))
  await expect(async () => {
    await page.reload()
    await expect(rowOf(page, title)).toContainText("Tracking", { timeout: 500 })
  }).toPass()
  await page.goto(ownListPath("unread"))
  await expect(rowOf(page, title)).toHaveCount(0)
  await replyTo(topic, SANNA, "Do.")
  await expect(async () => {
    await page.reload()
    await expect(rowOf(page, title).getByRole("link", { name: "1 new reply", exact: true })).toBeVisible({
      timeout: 500,
    })
  }).toPass()
  await rowOf(page, title).getByRole("link", { name: "1 new reply", exact: true }).click()
  await expect(page).toHaveURL(/#p-/)
  await expect(page.getByRole("article").filter({ hasText: "Do." })).toBeInViewport()
})

test("reading goes on at the next page where one stopped at the end of one", { tag: "@plain" }, async ({
  page,
}) => {
  const topic = await makeTopic(words("A topic of two pages"), {
    by: [SANNA.name, ROBIN.name],
    bodies: Array.from({ length: 22 }, (_, n) => `Number ${n + 1}.`),
  })
  await expect(async () => {
    await page.goto(continuePath(topic.posts[19]!))
    await expect(page).toHaveURL(new RegExp(`${topic.path}/2#p-${topic.posts[20]!.toLowerCase()}$`))
  }).toPass()
  await page.goto(continuePath(topic.posts[18]!))
  await expect(page).toHaveURL(new RegExp(`${topic.path}#p-${topic.posts[19]!.toLowerCase()}$`))
  await page.goto(continuePath(topic.posts[21]!))
  await expect(page).toHaveURL(new RegExp(`${topic.path}/2#p-${topic.posts[21]!.toLowerCase()}$`))
})

test("a post is bookmarked with a note, found again, removed and brought back", {
  tag: "@plain",
}, async ({ page }) => {
  await newcomer(page)
  const title = words("A topic worth keeping")
  const topic = await makeTopic(title, { by: [SANNA.name] })
  await page.goto(postOptionsPath(topic.posts[0]!))
  await main(page).getByText("Bookmark", { exact: true }).click()
  await main(page).getByLabel("A note to yourself").fill("Read before winter.")
  await main(page).getByRole("button", { name: "Bookmark this post" }).click()
  await expect(main(page).getByText("Your bookmark")).toBeVisible()
  await page.goto(ownListPath("bookmarks"))
  await expect(rowOf(page, title)).toContainText("Read before winter.")
  await rowOf(page, title).getByRole("button", { name: "Remove" }).click()
  await expect(main(page).getByText("The bookmark is removed.")).toBeVisible()
  await expect(rowOf(page, title)).toHaveCount(0)
  await main(page).getByRole("button", { name: "Undo" }).click()
  await expect(rowOf(page, title)).toContainText("Read before winter.")
})

test("with the script a click below the post bookmarks it", { tag: "@phone" }, async ({ page }) => {
  await newcomer(page)
  const title = words("A topic to bookmark at once")
  const topic = await makeTopic(title, { by: [SANNA.name] })
  await page.goto(topic.path)
  await page.getByRole("button", { name: "Bookmark", exact: true }).click()
  const pressed = page.getByRole("button", { name: "Bookmarked", exact: true })
  await expect(pressed).toHaveAttribute("aria-pressed", "true")
  await expect(async () => {
    await page.goto(ownListPath("bookmarks"))
    await expect(rowOf(page, title)).toBeVisible({ timeout: 500 })
  }).toPass()
  await page.goto(topic.path)
  await pressed.click()
  await expect(page.getByRole("button", { name: "Bookmark", exact: true })).toBeVisible()
})

test("guests are asked to sign in, and what is not theirs stays hidden", { tag: "@plain" }, async ({
  page,
  as,
}) => {
  const paths = [
    ...OWN_LISTS.map((list) => ownListPath(list)),
    ...PEOPLE_LISTS.map((list) => peoplePath(list)),
    watchCategoryPath("general"),
    watchMemberPath(SANNA.name),
    watchingSettingsPath(),
  ]
  for (const path of paths) {
    await page.goto(path)
    await expect(page).toHaveURL(/\/sign-in/)
  }
  const robin = await as(ROBIN)
  for (const path of ["/lists/everything", "/lists/new/oldest", "/people/all", "/watch/category/nothing"]) {
    const answer = await robin.goto(path)
    expect(answer?.status(), path).toBe(404)
  }
  const answer = await robin.goto(ownListPath("new"))
  expect(answer?.headers()["cache-control"]).toMatch(/private|no-store/)
})

test("nobody finds a barrier in what they keep up with, and it fits a telephone", async ({
  page,
  script,
}) => {
  test.slow()
  const who = await newcomer(page)
  const topic = await makeTopic(
    words("A topic with a long title, as people write them when they are in a hurry"),
    {
      by: [SANNA.name],
      tags: ["oak"],
    },
  )
  await onTable(async () => {
    const member = await memberOf(who)
    await watchTopic(member, { topic: topic.id, level: "watching" })
    await bookmarkPost(member, {
      post: topic.posts[0]!,
      note: "A note that says why I wanted to find this again.",
    })
    await takeStance(member, { member: (await memberOf(SANNA)).id, stance: "follow" })
    await takeStance(member, { member: (await memberOf(ROBIN)).id, stance: "mute" })
  })
  const paths = [
    ...OWN_LISTS.map((list) => ownListPath(list)),
    ...PEOPLE_LISTS.map((list) => peoplePath(list)),
    watchTopicPath(topic.id),
    watchCategoryPath("general"),
    watchMemberPath(SANNA.name),
    watchingSettingsPath(),
    postOptionsPath(topic.posts[0]!),
    topic.path,
    memberPath(SANNA.name),
    "/c/general",
  ]
  for (const path of paths) {
    await page.goto(path)
    if (script)
      await expect(page.getByRole("navigation", { name: "Account" }).getByText(who.name)).toBeVisible()
    await expectNoBarriers(page, path)
    // Open, the menu covers a part of what lies below it: then it alone is looked at.
    const menu = main(page).locator("summary.choice-button")
    if ((await menu.count()) > 0) {
      await menu.click()
      await expectNoBarriers(page, `${path}, its menu`, ".choice")
    }
    expect.soft(await tooWide(page), path).toEqual([])
    expect.soft(await tooWide(page, TELEPHONE), `${path} on a telephone`).toEqual([])
  }
})
