/** What became of a post: its versions, two who change it at once, and what was deleted by mistake. */
import type { Page } from "@playwright/test"
import { removePost } from "#lib/forum/removal.ts"
import { editPath, historyPath, postOptionsPath } from "#lib/web/paths.ts"
import { makeTopic, memberOf, onTable } from "./fixtures/forum.ts"
import { KEEPER, ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"
import { alertIn, main, postIn, send, words } from "./fixtures/writing.ts"

async function edit(page: Page, post: string, text: string, title?: string): Promise<void> {
  await page.goto(editPath(post))
  if (title !== undefined) await page.getByLabel("Title", { exact: true }).fill(title)
  await page.getByLabel("Text", { exact: true }).fill(text)
  await send(page, "Save changes")
  await page.waitForURL(({ pathname }) => !pathname.startsWith("/post/"))
}

test("what was edited says so, and leads to what changed, by whom and when", {
  tag: ["@plain", "@phone"],
}, async ({ as, another }) => {
  const topic = await makeTopic(words("A topic with a past"), {
    by: [SANNA.name, ROBIN.name],
    bodies: ["So?", "The boats go south.\n\nAll of them."],
  })
  const page = await as(ROBIN)
  await edit(page, topic.posts[1]!, "The boats go north.\n\nAll of them.")
  await edit(page, topic.posts[1]!, "The boats go north.\n\nAll of them. <script>alert(1)</script>")
  await page.goto(topic.path)
  await postIn(page, "The boats go north.")
    .getByRole("link", { name: /^edited/ })
    .click()
  await expect(page.getByRole("heading", { level: 1 })).toContainText(topic.title)
  const version = main(page).getByRole("listitem").filter({ hasText: "Version 2" })
  await expect(version).toContainText(`changed by ${ROBIN.name}`)
  await expect(version.locator("del")).toContainText("south")
  await expect(version.locator("ins")).toContainText("north")
  await expect(
    main(page).getByRole("listitem").filter({ hasText: "Version 3" }).locator("ins"),
  ).toContainText("<script>alert(1)</script>")
  await version.getByRole("link", { name: "Source" }).click()
  await expect(page.getByText("The boats go north.")).toBeVisible()
  await expect(page.getByRole("heading", { level: 1, name: "Source of version 2" })).toBeVisible()
  const guest = await another()
  await guest.goto(historyPath(topic.posts[1]!))
  await expect(
    guest
      .getByText("Sign in to write")
      .or(guest.getByRole("link", { name: "Sign in" }))
      .first(),
  ).toBeVisible()
  await expect(guest.locator("del")).toHaveCount(0)
})

test("the history of a hidden post is hidden from all but its author and staff", async ({ as, another }) => {
  const text = words("Something that was said")
  const topic = await makeTopic(words("A topic with a hidden past"), {
    by: [SANNA.name, ROBIN.name],
    bodies: ["So?", text],
  })
  await onTable(async () => removePost(await memberOf(KEEPER), { post: topic.posts[1]! }))
  for (const path of [historyPath(topic.posts[1]!), `${historyPath(topic.posts[1]!)}/1`]) {
    for (const other of [await as(SANNA), await another()]) {
      const answer = await other.request.get(path)
      expect(await answer.text(), path).not.toContain(text)
    }
    for (const who of [ROBIN, KEEPER])
      expect(await (await (await as(who)).request.get(path)).text(), path).toContain(text)
  }
})

test("who deletes a post can undo it where they land", { tag: "@plain" }, async ({ as, another }) => {
  const text = words("I did not mean to delete this.")
  const topic = await makeTopic(words("A topic for hasty people"), {
    by: [SANNA.name, ROBIN.name],
    bodies: ["So?", text],
  })
  const page = await as(ROBIN)
  await page.goto(postOptionsPath(topic.posts[1]!))
  await page.getByText("Delete the post", { exact: true }).click()
  await send(page, "Yes, delete it")
  await expect(page.getByText("You have deleted this post.")).toBeInViewport()
  await expect(postIn(page, text)).toHaveCount(0)
  const guest = await another()
  await guest.goto(topic.path)
  await expect(guest.getByText(text)).toHaveCount(0)
  await expect(guest.getByText("You have deleted this post.")).toHaveCount(0)
  await main(page).getByRole("button", { name: "Undo" }).click()
  await expect(postIn(page, text)).toBeVisible()
  await guest.goto(topic.path)
  await expect(postIn(guest, text)).toBeVisible()
})

test("who deletes a topic can undo it where they land", { tag: "@plain" }, async ({ as }) => {
  const topic = await makeTopic(words("A topic for hasty people"), { by: [ROBIN.name] })
  const page = await as(ROBIN)
  await page.goto(postOptionsPath(topic.posts[0]!))
  await page.getByText("Delete the topic", { exact: true }).click()
  await send(page, "Yes, delete it")
  await expect(page.getByText("This topic is deleted")).toBeVisible()
  await send(page, "Restore the topic")
  await expect(page.getByRole("heading", { level: 1, name: topic.title })).toBeVisible()
  await expect(postIn(page, "It is as the title says.")).toBeVisible()
})

test("two edits in different places are put together", { tag: "@plain" }, async ({ as }) => {
  const before = "First the sails.\n\nThen the ropes.\n\nLast the anchor."
  const topic = await makeTopic(words("Two editors in two places"), { by: [ROBIN.name], bodies: [before] })
  const [robin, keeper] = [await as(ROBIN), await as(KEEPER)]
  await robin.goto(editPath(topic.posts[0]!))
  const title = words("Two editors, and a title of one")
  await edit(keeper, topic.posts[0]!, before.replace("anchor", "heavy anchor"), title)
  const text = robin.getByLabel("Text", { exact: true })
  const mine = before.replace("sails", "white sails")
  await text.fill(mine)
  await send(robin, "Save changes")
  await expect(alertIn(robin)).toContainText("Somebody else changed this")
  const theirs = robin.getByRole("region", { name: `What ${KEEPER.name} changed` })
  await expect(theirs.locator("ins")).toContainText("heavy")
  await expect(robin.getByRole("region", { name: "What you changed" }).locator("ins")).toContainText("white")
  await expect(text).toHaveValue(mine)
  await expect(robin.getByLabel("Title", { exact: true })).toHaveValue(title)
  await send(robin, "Put both changes together")
  await expect(text).toHaveValue(mine.replace("anchor", "heavy anchor"))
  await expect(robin.getByLabel("The text that is not in the form")).toHaveValue(mine)
  await send(robin, "Save changes")
  await expect(postIn(robin, "First the white sails.")).toContainText("Last the heavy anchor.")
  await expect(robin.getByRole("heading", { level: 1 })).toHaveText(title)
})

test("of two edits in one place either text can be taken, and none is lost", { tag: "@plain" }, async ({
  as,
}) => {
  const topic = await makeTopic(words("Two editors in one place"), { by: [ROBIN.name] })
  const [robin, keeper] = [await as(ROBIN), await as(KEEPER)]
  await robin.goto(editPath(topic.posts[0]!))
  await edit(keeper, topic.posts[0]!, "What the keeper made of it.")
  const text = robin.getByLabel("Text", { exact: true })
  await text.fill("What Robin made of it.")
  await send(robin, "Save changes")
  await expect(robin.getByRole("button", { name: "Put both changes together" })).toHaveCount(0)
  await send(robin, "Start from their text")
  await expect(text).toHaveValue("What the keeper made of it.")
  await expect(robin.getByLabel("The text that is not in the form")).toHaveValue("What Robin made of it.")
  await send(robin, "Swap the two texts")
  await expect(text).toHaveValue("What Robin made of it.")
  await send(robin, "Save changes")
  await expect(postIn(robin, "What Robin made of it.")).toBeVisible()
  await robin.goto(historyPath(topic.posts[0]!))
  await expect(main(robin)).toContainText("keeper")
})
