/** People choose how closely they follow categories, members, and what they write in. */
import { createCategory } from "#lib/forum/categories.ts"
import { watchingSettingsPath } from "#lib/web/account-paths.ts"
import {
  memberPath,
  ownListPath,
  peoplePath,
  watchCategoryPath,
  watchMemberPath,
  watchTopicPath,
} from "#lib/web/paths.ts"
import { makeTopic, newcomer, onTable } from "./fixtures/forum.ts"
import { choose } from "./fixtures/keeping.ts"
import { SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"
import { main, words } from "./fixtures/writing.ts"

test("a category is watched, and its topics are on the list of what is unread", {
  tag: "@plain",
}, async ({ page, script }) => {
  await newcomer(page)
  await page.goto("/c/general")
  if (script) {
    await main(page).locator("summary", { hasText: "Watch" }).click()
    await main(page)
      .getByRole("button", { name: /^Track/ })
      .click()
    await expect(main(page).locator("summary")).toContainText("Tracking")
    await expect(main(page).locator("summary")).toBeFocused()
  } else {
    await main(page).getByRole("link", { name: "Watch" }).click()
    await choose(page, "Track")
  }
  await page.goto(watchCategoryPath("general"))
  await expect(main(page).getByRole("radio", { name: /^Track/ })).toBeChecked()
  const title = words("In a category that somebody tracks")
  await makeTopic(title, { by: [SANNA.name] })
  await page.goto(ownListPath("unread"))
  const section = main(page).getByRole("region", { name: "In categories that you follow" })
  await expect(section.getByRole("listitem").filter({ hasText: title })).toBeVisible()
  await page.goto(watchingSettingsPath())
  await expect(main(page).getByRole("listitem").filter({ hasText: "Tracking" })).toBeVisible()
})

test("one follows a member, and mutes them instead", { tag: "@plain" }, async ({ page, script, as }) => {
  const who = await newcomer(page)
  await page.goto(memberPath(SANNA.name))
  if (script) {
    await main(page).locator("summary", { hasText: "Follow" }).click()
    await main(page)
      .getByRole("button", { name: /^Follow/ })
      .click()
    await expect(main(page).locator("summary")).toContainText("Following")
  } else {
    await main(page).getByRole("link", { name: "Follow", exact: true }).click()
    await choose(page, "Follow")
  }
  await page.goto(peoplePath("following"))
  await expect(main(page).getByRole("link", { name: SANNA.name })).toBeVisible()
  const sanna = await as(SANNA)
  await sanna.goto(peoplePath("followers"))
  await expect(main(sanna).getByRole("link", { name: who.name })).toBeVisible()
  await page.goto(watchMemberPath(SANNA.name))
  await choose(page, "Mute")
  await page.goto(peoplePath("muted"))
  await expect(main(page).getByRole("link", { name: SANNA.name })).toBeVisible()
  await sanna.goto(peoplePath("followers"))
  await expect(main(sanna).getByRole("link", { name: who.name })).toHaveCount(0)
  await main(page)
    .getByRole("button", { name: `Unmute ${SANNA.name}` })
    .click()
  await expect(main(page).getByText("You have muted nobody")).toBeVisible()
})

test("one chooses what follows by itself", { tag: "@plain" }, async ({ page }) => {
  await newcomer(page)
  await page.goto(watchingSettingsPath())
  const replies = main(page).getByRole("group", { name: "When I reply in a topic" })
  await expect(replies.getByRole("radio", { name: /Track it/ })).toBeChecked()
  await replies.getByRole("radio", { name: /Nothing/ }).check()
  await main(page).getByRole("button", { name: "Save" }).click()
  await expect(main(page).getByText("Saved.")).toBeVisible()
  await expect(replies.getByRole("radio", { name: /Nothing/ })).toBeChecked()
})

test("a part of a category has the level of the category, until one chooses for it", {
  tag: "@plain",
}, async ({ page }) => {
  const id = words("part").replace(" ", "-")
  await onTable(() =>
    createCategory({ kind: "operator" }, { id, name: "A part of General", parent: "general" }),
  )
  const topic = await makeTopic(words("In a part"), { category: id, by: [SANNA.name] })
  await newcomer(page)
  await page.goto(watchCategoryPath("general"))
  await choose(page, "Mute")
  await page.goto(watchTopicPath(topic.id))
  await expect(main(page).getByRole("radio", { name: "Mute" })).toBeChecked()
  await page.goto(watchCategoryPath(id))
  await expect(main(page).getByRole("radio", { name: /^As / })).toBeChecked()
  await choose(page, "Normal")
  await page.goto(watchTopicPath(topic.id))
  await expect(main(page).getByRole("radio", { name: "Normal" })).toBeChecked()
  await page.goto(watchCategoryPath(id))
  await choose(page, /^As /)
  await page.goto(watchTopicPath(topic.id))
  await expect(main(page).getByRole("radio", { name: "Mute" })).toBeChecked()
})
