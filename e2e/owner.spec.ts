/** Somebody starts a forum, and makes it theirs. */
import { expectSignedIn, OWNER } from "./fixtures/people.ts"
import { printed } from "./fixtures/places.ts"
import { expect, test } from "./fixtures/test.ts"

test("the link that npm start prints makes the first account the owner, once", async ({ page, another }) => {
  const link = /http\S+\/register\?owner=\S+/.exec(printed())?.[0]
  expect(link, "npm start prints a link for the owner while there is none").toBeDefined()
  await page.goto(link!)
  await page.getByLabel("Name", { exact: true }).fill(OWNER.name)
  await page.getByLabel("E-mail address").fill(OWNER.email)
  await page.getByLabel("Password").fill(OWNER.password)
  await page.getByRole("main").getByRole("button").click()
  await expect(page).toHaveURL("/admin/setup")
  await expect(page.getByRole("heading", { name: "First categories" })).toBeVisible()
  await page.getByRole("button", { name: "Send me a mail" }).click()
  await expect(page.getByText("It is on its way")).toBeVisible()
  await expectSignedIn(page, OWNER)
  await expect(page.getByRole("main").getByText("owner", { exact: true })).toBeVisible()

  const second = await another()
  await second.goto(link!)
  await second.getByLabel("Name", { exact: true }).fill("Usurper")
  await second.getByLabel("E-mail address").fill("usurper@example.org")
  await second.getByLabel("Password").fill("a long password")
  await second.getByRole("main").getByRole("button").click()
  await expect(second.getByRole("main").getByRole("alert").first()).toBeVisible()
})
