/** What is wrong is told to the moderators, who decide; whom it concerns hears of it, and may say something against it. */
import type { Page } from "@playwright/test"
import { newId } from "#lib/base/ids.ts"
import { appeal } from "#lib/forum/appealing.ts"
import { caseIdOf } from "#lib/forum/cases.ts"
import { removePost } from "#lib/forum/removal.ts"
import { report } from "#lib/forum/reporting.ts"
import { writeToStaff } from "#lib/forum/staff-messages.ts"
import { casePath, ownCasesPath, permanentPath, postOptionsPath, reportPath } from "#lib/web/paths.ts"
import { staffCasePath, staffLogPath } from "#lib/web/staff-paths.ts"
import { expectNoBarriers } from "./fixtures/barriers.ts"
import { type MadeTopic, makeTopic, memberOf, onTable } from "./fixtures/forum.ts"
import { tooWide } from "./fixtures/layout.ts"
import { KEEPER, ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

const WORDS = "Somebody sells boats here that are not theirs."

/** Robin's topic, in which Sanna writes what is wrong. */
const scene = (title: string): Promise<MadeTopic> =>
  makeTopic(title, { by: [ROBIN.name, SANNA.name], bodies: ["Which tar do you take?", "Buy my boats!"] })

async function reportIt(page: Page, post: string): Promise<void> {
  await page.goto(postOptionsPath(post))
  await page.getByRole("link", { name: "Report" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Report this post")
  await page.getByRole("radio", { name: /advertising or spam/ }).check()
  await page.getByLabel("What should the moderators know?").fill(WORDS)
  await page.getByRole("button", { name: "Send the report" }).click()
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("Your report")
}

test("a report leads to a decision, an appeal and an answer", { tag: "@plain" }, async ({ as, script }) => {
  test.slow()
  const topic = await scene("Which tar for a larch hull?")
  const post = topic.posts[1]!
  const id = caseIdOf({ kind: "post", id: post })
  const [robin, sanna, keeper] = [await as(ROBIN), await as(SANNA), await as(KEEPER)]

  // What is missing is said, and nothing typed is lost.
  await robin.goto(reportPath(post))
  await robin.getByLabel("What should the moderators know?").fill(WORDS)
  await robin.getByRole("button", { name: "Send the report" }).click()
  await expect(robin.getByText("Choose what is wrong with it.").first()).toBeVisible()
  await expect(robin.getByLabel("What should the moderators know?")).toHaveValue(WORDS)
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
  if (script) {
    // Without a mouse: to the first case.
    await expect(async () => {
      await keeper.keyboard.press("j")
      await expect(keeper.locator("a[data-case]:focus")).toHaveCount(1, { timeout: 500 })
    }).toPass()
  }
  await row.getByRole("link").click()
  await expect(keeper.getByText(WORDS).first()).toBeVisible()
  await expect(keeper.getByText("Buy my boats!").first()).toBeVisible()
  await expect(keeper.getByText("Which tar do you take?").first()).toBeVisible()
  await keeper.getByRole("button", { name: "Hide it" }).click()
  // What stands beside the field says "why", too: it is the refusal that is waited for, for it begins the form anew.
  await expect(keeper.getByRole("alert").filter({ hasText: "Say why" })).toBeVisible()
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
  const said = `${newId()}: the *jetty* is loose`
  await robin.getByLabel("Your message").fill(said)
  await robin.getByRole("button", { name: "Send the message" }).click()
  await expect(robin.getByRole("heading", { level: 1 })).toHaveText("Your message to the moderators")
  const talk = robin.url()
  await keeper.goto(talk.replace("/case/", "/moderation/case/"))
  await expect(keeper.locator("em").filter({ hasText: "jetty" })).toBeVisible()
  await keeper.getByLabel(`Your answer to ${ROBIN.name}`).fill("We will tighten it.")
  await keeper.getByRole("button", { name: "Send the answer" }).click()
  await expect(keeper.getByText("We will tighten it.")).toBeVisible()
  await robin.goto("/cases")
  await robin.getByRole("link", { name: said.slice(0, 26) }).click()
  await expect(robin).toHaveURL(talk)
  await expect(robin.getByText("We will tighten it.")).toBeVisible()
  await expect(robin.getByText(KEEPER.name)).toHaveCount(0)
})

test("on a small screen nothing of it is a barrier, nor wider than the screen", { tag: "@phone" }, async ({
  as,
}) => {
  test.slow()
  const topic = await scene(`Which ${"unbroken".repeat(12)} for an oar?`)
  const post = topic.posts[1]!
  const id = caseIdOf({ kind: "post", id: post })
  await onTable(async () => {
    await report(await memberOf(ROBIN), {
      kind: "post",
      id: post,
      reason: "other",
      words: "unbroken".repeat(40),
    })
    await removePost(await memberOf(KEEPER), { post, why: `No advertising, ${"unbroken".repeat(30)}` })
    await writeToStaff(await memberOf(ROBIN), { form: newId(), body: `\`${"code".repeat(60)}\`` })
    await appeal(await memberOf(SANNA), { case: id, words: "unbroken".repeat(40) })
  })
  const [robin, sanna, keeper] = [await as(ROBIN), await as(SANNA), await as(KEEPER)]
  await expect(async () => {
    await keeper.goto("/moderation/appeals")
    await expect(keeper.locator(`a[href="${staffCasePath(id)}"]`)).toBeVisible({ timeout: 500 })
  }).toPass()
  for (const [page, path] of [
    [robin, reportPath(topic.posts[0]!)],
    [robin, casePath(id)],
    [robin, ownCasesPath()],
    [sanna, casePath(id)],
    [keeper, "/moderation"],
    [keeper, staffCasePath(id)],
    [keeper, staffLogPath()],
  ] as const) {
    await page.goto(path)
    expect.soft(await tooWide(page), path).toEqual([])
  }
  for (const [page, path] of [
    [robin, reportPath(topic.posts[0]!)],
    [sanna, casePath(id)],
    [keeper, "/moderation"],
    [keeper, staffCasePath(id)],
  ] as const) {
    await page.goto(path)
    await expectNoBarriers(page, path)
  }
})
