/** People come to make their account safer: a code of their telephone beside the password. */
import type { Page } from "@playwright/test"
import { codeOf } from "#lib/testing/codes.ts"
import { twoStepPath } from "#lib/web/account-paths.ts"
import { adminPath, adminSettingsPath } from "#lib/web/admin-paths.ts"
import { moderationPath } from "#lib/web/staff-paths.ts"
import { expectNoBarriers } from "./fixtures/barriers.ts"
import { newcomer } from "./fixtures/forum.ts"
import { freePort, launchpad } from "./fixtures/launched.ts"
import { mailsTo } from "./fixtures/mail.ts"
import { expectSignedIn, expectSignedOut, type Person, signIn, stranger } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

const main = (page: Page) => page.getByRole("main")
const press = (page: Page, name: string) => main(page).getByRole("button", { name, exact: true }).click()

/** Sets it up by its pages. @returns what the app has, and the recovery codes */
async function setUp(page: Page, { password }: Person): Promise<{ key: string; codes: string[] }> {
  await page.goto(twoStepPath())
  await page.getByRole("link", { name: "Set up two-step sign-in" }).click()
  await page.getByLabel("Present password").fill(password)
  await press(page, "Go on")
  const picture = page.getByRole("img", { name: "QR code that holds the key" })
  await expect(picture).toBeVisible()
  const key = (await main(page).locator("code").textContent()) ?? ""
  await expect(page.getByRole("link", { name: "open the app" })).toHaveAttribute(
    "href",
    new RegExp(`^otpauth://totp/.*secret=${key.replaceAll(" ", "")}`),
  )
  await page.getByLabel("Code of your app").fill("000000")
  await press(page, "Switch it on")
  await expect(main(page).getByRole("alert").first()).toContainText("That is not the right code")
  await page.getByLabel("Code of your app").fill(codeOf(key))
  await press(page, "Switch it on")
  await expect(page.getByText("Your recovery codes", { exact: true })).toBeVisible()
  const codes = await main(page).getByRole("status").getByRole("listitem").allTextContents()
  expect(codes).toHaveLength(10)
  return { key, codes }
}

async function firstStep(page: Page, { email, password }: Person): Promise<void> {
  await page.goto("/sign-in?next=/settings/profile")
  await page.getByLabel("E-mail address").fill(email)
  await page.getByLabel("Password").fill(password)
  await press(page, "Sign in")
  await expect(page.getByRole("heading", { level: 1, name: "Your code" })).toBeVisible()
}

async function giveCode(page: Page, code: string): Promise<void> {
  await page.getByLabel("Code", { exact: true }).fill(code)
  await press(page, "Sign in")
}

test("one sets it up, comes in with a code and with a recovery code once, and ends it", {
  tag: "@plain",
}, async ({ page, another, script }) => {
  const who = await newcomer(page)
  const { key, codes } = await setUp(page, who)
  if (script) await expectNoBarriers(page, "the recovery codes")
  // The browser that set it up stays in; the codes are not there any more.
  await expectSignedIn(page, who)
  await page.goto(twoStepPath())
  await expect(page.getByText("10 are left.")).toBeVisible()
  await expect(page.getByText(codes[0]!)).toHaveCount(0)
  await expect.poll(() => mailsTo(who.email).filter((mail) => mail.includes("switched on"))).toHaveLength(1)

  const other = await another()
  await firstStep(other, who)
  await expectSignedOut(other)
  await firstStep(other, who)
  await giveCode(other, "123456")
  await expect(main(other).getByRole("alert").first()).toContainText("That is not the right code")
  await giveCode(other, codeOf(key, 1))
  await expect(other).toHaveURL("/settings/profile")
  await expectSignedIn(other, who)
  await press(other, "Sign out")
  await expect(other).toHaveURL("/")

  await firstStep(other, who)
  await giveCode(other, codes[0]!.toUpperCase())
  await expect(other).toHaveURL("/settings/profile")
  await other.goto("/account")
  await press(other, "Sign out")
  await expect(other).toHaveURL("/")
  await firstStep(other, who)
  await giveCode(other, codes[0]!)
  await expect(main(other).getByRole("alert").first()).toContainText("That is not the right code")
  await giveCode(other, codes[1]!)
  await expect(other).toHaveURL("/settings/profile")

  await other.goto(twoStepPath())
  await expect(other.getByText("8 are left.")).toBeVisible()
  await other.getByLabel("Code", { exact: true }).fill(codes[2]!)
  await press(other, "Switch two-step sign-in off")
  await expect(other.getByText("Two-step sign-in is off.").first()).toBeVisible()
  await expectSignedIn(other, who)
  await expectSignedOut(page)
  await signIn(page, who)
  await expectSignedIn(page, who)
})

test("staff who need it and have it not are led to it, and are staff again with it", async ({ opened }) => {
  // What is set here would hold for everybody: it is a forum of its own.
  test.setTimeout(120_000)
  const pad = launchpad()
  try {
    const port = await freePort()
    const baseURL = `http://localhost:${port}`
    const forum = pad.start({ PORT: port })
    await expect.poll(() => forum.said(), { timeout: 60_000 }).toContain("owns it:")
    const [owner, page] = [stranger(), await (await opened({ baseURL })).newPage()]
    await page.goto(/http\S+\/register\?owner=\S+/.exec(forum.said())![0])
    await page.getByLabel("Name", { exact: true }).fill(owner.name)
    await page.getByLabel("E-mail address").fill(owner.email)
    await page.getByLabel("Password").fill(owner.password)
    await main(page).getByRole("button").click()
    await expect(page).toHaveURL("/admin/setup")

    await page.goto(adminSettingsPath())
    await page.getByLabel("Two-step sign-in for staff").selectOption("on")
    await page.getByRole("button", { name: "Save: The forum" }).click()
    await expect(page).toHaveURL(twoStepPath())
    await expect(page.getByText("Your role, owner, comes back")).toBeVisible()
    const { key, codes } = await setUp(page, owner)
    await page.goto(adminPath())
    await expect(page).toHaveURL(adminPath())

    const plain = await (await opened({ baseURL, javaScriptEnabled: false })).newPage()
    await firstStep(plain, owner)
    await giveCode(plain, codeOf(key, 1))
    await plain.goto(twoStepPath())
    await plain.getByLabel("Code", { exact: true }).fill(codes[0]!)
    await press(plain, "Switch two-step sign-in off")
    await expect(plain.getByText("Your role, owner, comes back")).toBeVisible()
    await plain.goto(moderationPath())
    await expect(plain).toHaveURL(twoStepPath())
    await setUp(plain, owner)
    await plain.goto(moderationPath())
    await expect(plain).toHaveURL(moderationPath())
  } finally {
    pad.end()
  }
})
