/** What is wrong is told to the moderators, who decide; whom it concerns hears of it, and may say something against it. */
import type { Page } from "@playwright/test"
import { caseIdOf } from "#lib/forum/cases.ts"
import { casePath, permanentPath, postOptionsPath, staffCasePath } from "#lib/web/paths.ts"
import { expectNoBarriers } from "./fixtures/barriers.ts"
import { type MadeTopic, makeTopic } from "./fixtures/forum.ts"
import { tooWide } from "./fixtures/layout.ts"
import { KEEPER, ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

const WORDS = "Somebody sells boats here that are not theirs."

/** Robin's topic, in which Sanna writes what is wrong. */
const scene = (title: string): Promise<MadeTopic> =>
  makeTopic(title, { by: [ROBIN.name, SANNA.name], bodies: ["Which tar do you take?", "Buy my boats!"] })

/** Axe runs where there is a script, and is a second of each page. */
async function expectSound(page: Page, script: boolean): Promise<void> {
  expect.soft(await tooWide(page), page.url()).toEqual([])
  if (script) await expectNoBarriers(page, page.url())
}

async function reportIt(page: Page, post: string): Promise<void> {
  await page.goto(postOptionsPath(post))
  await page.getByRole("link", { name: "Report" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Report this post")
  await page.getByRole("radio", { name: /advertising or spam/ }).check()
  await page.getByLabel("What should the moderators know?").fill(WORDS)
  await page.getByRole("button", { name: "Send the report" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your report")
}

test("a report leads to a decision, an appeal and an answer", { tag: ["@plain", "@phone"] }, async ({
  as,
  script,
}) => {
  test.slow()
  const topic = await scene("Which tar for a larch hull?")
  const post = topic.posts[1]!
  const id = caseIdOf({ kind: "post", id: post })
  const [robin, sanna, keeper] = [await as(ROBIN), await as(SANNA), await as(KEEPER)]

  // What is missing is said, and nothing typed is lost.
  await robin.goto(`${postOptionsPath(post).replace("/post/", "/report/post/")}`)
  await robin.getByLabel("What should the moderators know?").fill(WORDS)
  await robin.getByRole("button", { name: "Send the report" }).click()
  await expect(robin.getByText("Choose what is wrong with it.")).toBeVisible()
  await expect(robin.getByLabel("What should the moderators know?")).toHaveValue(WORDS)
  await expectSound(robin, script)
  await reportIt(robin, post)
  await expect(robin.getByText("The moderators have not decided yet.")).toBeVisible()
  await sanna.goto(casePath(id))
  await expect(sanna.getByRole("heading", { level: 1 })).not.toContainText("hidden")
  await expect(sanna.getByText(WORDS)).toHaveCount(0)

  // The queue follows within a moment.
  const row = keeper.getByRole("listitem").filter({ has: keeper.locator(`a[href="${staffCasePath(id)}"]`) })
  await expect(async () => {
    await keeper.goto("/moderation/reports")
    await expect(row).toContainText("Spam", { timeout: 500 })
  }).toPass()
  await expectSound(keeper, script)
  await row.getByRole("link").click()
  await expect(keeper.getByText(WORDS)).toBeVisible()
  await expect(keeper.getByText("Buy my boats!")).toBeVisible()
  await expect(keeper.getByText("Which tar do you take?")).toBeVisible()
  await expectSound(keeper, script)
  await keeper.getByRole("button", { name: "Hide it" }).click()
  await expect(keeper.getByText("Say why").first()).toBeVisible()
  await keeper.getByLabel("Your words").fill("No advertising here.")
  await keeper.getByRole("button", { name: "Hide it" }).click()
  await expect(keeper.getByText("hid it")).toBeVisible()

  // In its place stands why; its author and who reported it are told.
  await robin.goto(permanentPath(topic.posts[0]!))
  await expect(robin.getByText("A moderator removed this post. No advertising here.")).toBeVisible()
  await expect(robin.getByText("Buy my boats!")).toHaveCount(0)
  await robin.goto(casePath(id))
  await expect(robin.getByText("and acted")).toBeVisible()
  await expect(async () => {
    await sanna.goto("/notifications")
    await sanna.getByRole("link", { name: "hid something you wrote" }).first().click({ timeout: 500 })
  }).toPass()
  await sanna.goto(casePath(id))
  await expect(sanna.getByText("No advertising here.")).toBeVisible()
  await expect(sanna.getByText("Buy my boats!")).toBeVisible()
  await expectSound(sanna, script)
  await sanna.getByLabel("Why should it be looked at again?").fill("It was a joke among friends.")
  await sanna.getByRole("button", { name: "Send the appeal" }).click()
  await expect(sanna.getByText("You appealed on")).toBeVisible()

  await keeper.goto(staffCasePath(id))
  await expect(keeper.getByText("It was a joke among friends.")).toBeVisible()
  await keeper.getByLabel("Your words").fill("Then it may stay.")
  await keeper.getByRole("button", { name: "Restore it" }).click()
  await expect(keeper.getByText("restored it")).toBeVisible()
  await sanna.reload()
  await expect(sanna.getByRole("heading", { level: 1 })).toHaveText("Your post can be read again")
  await robin.goto(permanentPath(topic.posts[0]!))
  await expect(robin.getByText("Buy my boats!")).toBeVisible()
})

test("of two moderators who decide at once one does, and the other is told", { tag: "@plain" }, async ({
  as,
}) => {
  const topic = await scene("Which varnish for a rudder?")
  const post = topic.posts[1]!
  const address = staffCasePath(caseIdOf({ kind: "post", id: post }))
  await reportIt(await as(ROBIN), post)
  const [one, two] = [await as(KEEPER), await as(KEEPER)]
  await one.goto(address)
  await two.goto(address)
  await one.getByRole("button", { name: "Nothing wrong" }).click()
  await expect(one.getByText("decided that it stays")).toBeVisible()
  await two.getByLabel("Your words").fill("No advertising here.")
  await two.getByRole("button", { name: "Hide it" }).click()
  await expect(two.getByText(`${KEEPER.name} was quicker, and decided that it stays.`)).toBeVisible()
})

test("a message to the moderators is answered", { tag: "@plain" }, async ({ as }) => {
  const [robin, keeper] = [await as(ROBIN), await as(KEEPER)]
  await robin.goto("/")
  await robin.getByRole("link", { name: "Contact the moderators" }).click()
  const said = `The *jetty* is loose, ${Math.random()}`
  await robin.getByLabel("Your message").fill(said)
  await robin.getByRole("button", { name: "Send the message" }).click()
  await expect(robin.getByRole("heading", { level: 1 })).toHaveText("Your message to the moderators")
  const talk = robin.url()
  await keeper.goto(talk.replace("/case/", "/moderation/case/"))
  await expect(keeper.locator("em").filter({ hasText: "jetty" })).toBeVisible()
  await keeper.getByLabel(`Your answer to ${ROBIN.name}`).fill("We will tighten it.")
  await keeper.getByRole("button", { name: "Send the answer" }).click()
  await expect(keeper.getByText("We will tighten it.")).toBeVisible()
  await robin.goto(talk)
  await expect(robin.getByText("We will tighten it.")).toBeVisible()
  await expect(robin.getByText(KEEPER.name)).toHaveCount(0)
})
