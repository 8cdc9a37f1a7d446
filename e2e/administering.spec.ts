/** Administrators see how the forum does, and what it costs. */
import { setRole } from "#lib/forum/roles.ts"
import { adminPath, machinePath, overviewPath } from "#lib/web/paths.ts"
import { memberOf, newcomer, onTable } from "./fixtures/forum.ts"
import { KEEPER, signIn } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

test("how the forum does, and what it costs", { tag: "@plain" }, async ({ page, as }) => {
  test.slow()
  const who = await newcomer(page)
  const keeper = await as(KEEPER)
  for (const path of [adminPath(), machinePath()]) expect((await keeper.goto(path))?.status(), path).toBe(404)
  // Whose role changes signs in anew.
  await onTable(async () =>
    setRole({ kind: "operator" }, { member: (await memberOf(who)).id, role: "admin" }),
  )
  await signIn(page, who)

  await page.goto("/account")
  await page.getByRole("link", { name: "Administration" }).click()
  await expect(page.getByRole("heading", { level: 1, name: "Administration" })).toBeVisible()
  await expect(page.getByRole("img", { name: "Bar chart: Posts." })).toBeVisible()
  await page.getByRole("group").filter({ hasText: "As a table" }).first().getByText("As a table").click()
  await expect(page.getByRole("columnheader", { name: "Posts" })).toBeVisible()
  await page.getByRole("link", { name: "90 days" }).click()
  await page.getByLabel("What is counted").selectOption("free")
  await page.getByRole("button", { name: "Show" }).click()
  await expect(page).toHaveURL(overviewPath("90", "free"))
  await expect(page.getByRole("img", { name: "Bar chart: Sign-ups." })).toHaveCount(0)

  const parts = page.getByRole("navigation", { name: "Parts of the administration" })
  await parts.getByRole("link", { name: "Costs" }).click()
  await expect(page.getByRole("heading", { name: "What it is spent on" })).toBeVisible()
  await expect(page.getByText("$0.125 for a million read units")).toBeVisible()
})
