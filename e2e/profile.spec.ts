/** What members show of themselves, and what staff take off it. */
import { newcomer } from "./fixtures/forum.ts"
import { KEEPER } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"
import { main, send, words } from "./fixtures/writing.ts"

test("members say what others see of them, and staff take it away with a reason that they read", {
  tag: "@plain",
}, async ({ page, as, script }) => {
  const who = await newcomer(page)
  const text = words("Buy my boats")
  await page.goto("/settings/profile")
  await page.getByRole("textbox", { name: "About you" }).fill(text)
  await send(page, "Save the text")
  await expect(main(page).getByText("Saved.")).toBeVisible()
  await page.goto("/settings/profile")
  await page.getByLabel(/^Show on which day/).check()
  await send(page, "Save the choice")
  await expect(main(page).getByText("Saved.")).toBeVisible()
  await expect(page.getByLabel(/^Show on which day/)).toBeChecked()

  const staff = await as(KEEPER)
  await staff.goto(`/u/${who.name}`)
  await expect(main(staff).getByText(text)).toBeVisible()
  if (script) await main(staff).locator("summary").click()
  else await main(staff).getByRole("link", { name: "Follow" }).click()
  await main(staff)
    .getByRole("link", { name: `What staff know of ${who.name}` })
    .click()
  await main(staff).getByRole("link", { name: "Picture, text and level of trust" }).click()
  await expect(staff.getByRole("heading", { level: 1 })).toHaveText(`Picture, text and trust of ${who.name}`)
  await expect(staff.getByText("There is no picture, only initials.")).toBeVisible()
  await send(staff, "Take the text away")
  const why = staff
    .locator("form", { has: staff.getByRole("button", { name: "Take the text away" }) })
    .getByRole("textbox", { name: "Why" })
  await expect(why).toHaveAccessibleDescription(/Say why/)
  await why.fill("It is advertising.")
  await send(staff, "Take the text away")
  await expect(staff.getByText(`Done. ${who.name} is told why.`)).toBeVisible()
  await expect(staff.getByText(text)).toHaveCount(0)

  await page.goto(`/u/${who.name}`)
  await expect(page.getByRole("heading", { level: 1 })).toContainText(who.name)
  await expect(main(page).getByText(text)).toHaveCount(0)
  await page.goto("/settings/profile")
  await expect(main(page).getByText(/“It is advertising\.”/)).toBeVisible()
  await expect(page.getByRole("textbox", { name: "About you" })).toHaveValue("")
  // To everybody else there is no such page.
  const other = await page.goto(new URL(staff.url()).pathname)
  expect(other!.status()).toBe(404)
})
