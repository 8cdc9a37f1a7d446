/** A category has moderators of its own, who decide about what lies there; what moderators did can be read. */
import { newId } from "#lib/base/ids.ts"
import { caseIdOf } from "#lib/forum/cases.ts"
import { createCategory } from "#lib/forum/categories.ts"
import { report } from "#lib/forum/reporting.ts"
import { adminCategoryPath } from "#lib/web/admin-paths.ts"
import { moderationPath, staffCasePath, staffLogPath } from "#lib/web/staff-paths.ts"
import { administrator } from "./fixtures/administration.ts"
import { expectNoBarriers } from "./fixtures/barriers.ts"
import { makeTopic, memberOf, newcomer, onTable } from "./fixtures/forum.ts"
import { TELEPHONE, tooWide } from "./fixtures/layout.ts"
import { ROBIN, SANNA } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

test("a member who moderates a category sees what waits there, and decides", { tag: "@plain" }, async ({
  page,
  another,
  script,
}) => {
  const name = `Slipway ${newId().slice(-6)}`
  const category = (await onTable(() => createCategory({ kind: "operator" }, { name }))).id
  const by = [ROBIN.name, SANNA.name]
  const bodies = ["Which tar do you take?", "Buy my boats!"]
  const [here, elsewhere] = [
    await makeTopic("Which tar for the slipway?", { category, by, bodies }),
    await makeTopic("Which tar for the town?", { by, bodies }),
  ]
  const [mine, other] = await onTable(async () => {
    const robin = await memberOf(ROBIN)
    for (const topic of [here, elsewhere])
      await report(robin, { kind: "post", id: topic.posts[1]!, reason: "spam", words: "A seller" })
    return [here, elsewhere].map(({ posts }) => caseIdOf({ kind: "post", id: posts[1]! }))
  })
  const member = await another()
  const { name: who } = await newcomer(member)
  await member.goto(moderationPath())
  await expect(member.getByText("There is nothing here")).toBeVisible()

  await administrator(page)
  await page.goto(adminCategoryPath(category))
  const naming = page.getByRole("form", { name: "Moderators of this category" })
  await naming.getByLabel("Name of a member").fill("nobody-of-that-name")
  await naming.getByRole("button").click()
  await expect(naming.getByText("There is no member of that name.").first()).toBeVisible()
  await naming.getByLabel("Name of a member").fill(who)
  await naming.getByRole("button").click()
  await expect(page.getByText("Saved.")).toBeVisible()
  await expect(page.getByRole("listitem").filter({ hasText: who }).first()).toBeVisible()
  if (script) await expectNoBarriers(page, adminCategoryPath(category))

  const row = member.locator(`a[href="${staffCasePath(mine!)}"]`)
  await expect(async () => {
    await member.goto(moderationPath())
    await expect(row).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(member.locator(`a[href="${staffCasePath(other!)}"]`)).toHaveCount(0)
  if (script)
    await expect(
      member.getByRole("banner").getByRole("link", { name: "1 in the moderators’ queue" }),
    ).toBeVisible()
  await member.goto(staffCasePath(other!))
  await expect(member.getByText("There is nothing here")).toBeVisible()
  await member.goto(staffCasePath(mine!))
  await member.getByLabel("Your words").fill("No advertising here.")
  await member.getByRole("button", { name: "Hide it" }).click()
  await expect(member.getByText("hid it")).toBeVisible()

  // What was done is asked for by all of it together, without a script, too.
  await member.goto(staffLogPath())
  await member.getByLabel("What was done").selectOption({ label: "Hidden" })
  await member.getByLabel("In which category").selectOption({ label: name })
  await member.getByLabel("By whom").fill(who)
  await member.getByRole("button", { name: "Show" }).click()
  const log = member.getByRole("list", { name: "Staff log" })
  await expect(log.getByRole("listitem")).toHaveCount(1)
  await expect(log).toContainText("hid it")
  if (script) await expectNoBarriers(member, member.url())
  expect(await tooWide(member, TELEPHONE)).toEqual([])

  await page.goto(adminCategoryPath(category))
  await page.getByRole("form", { name: who }).getByRole("button").click()
  await expect(page.getByText("Nobody yet.")).toBeVisible()
  await member.goto(moderationPath())
  await expect(member.getByText("There is nothing here")).toBeVisible()
})
