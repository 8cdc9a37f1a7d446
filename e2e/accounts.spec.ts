/** People come to have an account: to join, to come in, to go, and to come back when the password is lost. */
import type { Page } from "@playwright/test"
import { newcomer } from "./fixtures/forum.ts"
import { linkInMail, mailsTo } from "./fixtures/mail.ts"
import { expectSignedIn, expectSignedOut, ROBIN, register, signIn, stranger } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

const main = (page: Page) => page.getByRole("main")
/** Next keeps an empty one of its own outside of the page's content. */
const alertIn = (page: Page) => main(page).getByRole("alert").first()
const button = (page: Page, name: string | RegExp) => main(page).getByRole("button", { name, exact: true })

test("one registers, confirms the address, signs in and signs out", {
  tag: ["@plain", "@phone", "@most"],
}, async ({ page }) => {
  const who = stranger()
  await register(page, who)
  await expect(page.getByText("Look into your mail.")).toBeVisible()
  await expectSignedOut(page)
  const link = await linkInMail(who.email)
  await page.goto(link)
  await button(page, /confirm/i)
    .or(main(page).getByRole("button"))
    .first()
    .click()
  await expect(page.getByText("Your address is confirmed")).toBeVisible()
  await signIn(page, who)
  await expectSignedIn(page, who)
  await button(page, "Sign out").click()
  await expect(page).toHaveURL("/")
  await expectSignedOut(page)
})

test("nobody comes in before the address is confirmed", { tag: "@plain" }, async ({ page }) => {
  const who = stranger()
  await register(page, who)
  await expect(page.getByText("Look into your mail.")).toBeVisible()
  await page.goto("/sign-in")
  await fillSignIn(page, who)
  await expect(alertIn(page)).toContainText("Confirm your e-mail address first")
  await expectSignedOut(page)
})

test("a wrong password is refused, and the address is still in the form", {
  tag: ["@plain", "@phone"],
}, async ({ page }) => {
  await page.goto("/sign-in")
  await fillSignIn(page, { email: ROBIN.email, password: "not the password" })
  await expect(alertIn(page)).toContainText("E-mail address or password is wrong.")
  await expect(page.getByLabel("E-mail address")).toHaveValue(ROBIN.email)
  await expect(page.getByLabel("Password")).toHaveValue("")
})

test("known and unknown addresses get the same answers", { tag: "@plain" }, async ({ page, another }) => {
  const other = await another()
  const nobody = stranger()
  const answersTo = async (window: Page, email: string, name: string): Promise<string[]> => {
    const said: string[] = []
    await window.goto("/sign-in")
    await fillSignIn(window, { email, password: "not the password" })
    await expect(alertIn(window)).toBeVisible()
    said.push((await main(window).textContent()) ?? "")
    await window.goto("/forgot")
    await window.getByLabel("E-mail address").fill(email)
    await button(window, "Send the link").click()
    await expect(window.getByText("Look into your mail.")).toBeVisible()
    said.push((await main(window).textContent()) ?? "")
    await register(window, { name, email, password: "a long password" })
    await expect(window.getByText("Look into your mail.")).toBeVisible()
    said.push((await main(window).textContent()) ?? "")
    return said
  }
  const known = await answersTo(page, ROBIN.email, stranger().name)
  expect(await answersTo(other, nobody.email, nobody.name)).toEqual(known)
  // Who has an account is told by mail that they have one; no second account comes of it.
  await expect
    .poll(() => mailsTo(ROBIN.email).some((mail) => mail.includes("already have an account")))
    .toBe(true)
})

test("what was typed is still there after a refusal, the password is not", {
  tag: ["@plain", "@phone"],
}, async ({ page }) => {
  await register(page, { name: "ab", email: "no address", password: "short" })
  await expect(alertIn(page)).toBeVisible()
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("ab")
  await expect(page.getByLabel("E-mail address")).toHaveValue("no address")
  await expect(page.getByLabel("Password")).toHaveValue("")
  for (const label of ["Name", "E-mail address", "Password"])
    await expect(page.getByLabel(label, { exact: true }), `${label} is marked`).toHaveAttribute(
      "aria-invalid",
      "true",
    )
})

for (const [name, why] of [
  ["robin", "another case of a name"],
  ["R\u043ebin", "a Cyrillic o in a name"],
  ["Rob\u0131n", "a dotless i in a name"],
  ["Moderat0r", "a word for staff"],
  ["\u0430dmin", "a word for staff with a Cyrillic letter"],
  ["ab", "too short"],
  ["a".repeat(21), "too long"],
] as const)
  test(`a name that would mislead is refused: ${why}`, async ({ page }) => {
    await register(page, { name, email: stranger().email, password: "a long password" })
    await expect(page.getByLabel("Name", { exact: true })).toHaveAttribute("aria-invalid", "true")
    await expect(page.getByLabel("Name", { exact: true })).toHaveValue(name)
  })

test("names may be of any script", async ({ page }) => {
  const who = { ...stranger(), name: `小林 ${stranger().name.slice(2, 10)}` }
  await register(page, { ...who, name: who.name.replace(" ", "") })
  await expect(page.getByText("Look into your mail.")).toBeVisible()
})

test("a lost password is replaced by mail, and the old one is over", { tag: "@plain" }, async ({
  page,
  another,
}) => {
  const elsewhere = await another()
  const who = await newcomer(elsewhere)
  await expectSignedIn(elsewhere, who)

  await page.goto("/forgot")
  await page.getByLabel("E-mail address").fill(who.email)
  await button(page, "Send the link").click()
  const link = await linkInMail(who.email)
  expect(link).toContain("/reset?token=")
  await page.goto(link)
  await page.getByLabel("New password").or(page.getByLabel("Password")).first().fill("a quite new password")
  await button(page, "Set the password").click()
  await expect(page.getByText("Your new password is set")).toBeVisible()
  await signIn(page, { ...who, password: "a quite new password" })
  await expectSignedIn(page, who)

  await expectSignedOut(elsewhere)
  await fillSignIn(elsewhere, who)
  await expect(alertIn(elsewhere)).toContainText("E-mail address or password is wrong.")
  await elsewhere.goto(link)
  await elsewhere
    .getByLabel("New password")
    .or(elsewhere.getByLabel("Password"))
    .first()
    .fill("yet another one")
  await button(elsewhere, "Set the password").click()
  await expect(alertIn(elsewhere)).toContainText("expired or was already used")
})

test("a link in the mail signs in, once", { tag: "@plain" }, async ({ page, another }) => {
  const who = await newcomer(await another())
  await page.goto("/sign-in")
  await page.getByRole("link", { name: "Send me a link that signs me in" }).click()
  await page.getByLabel("E-mail address").fill(who.email)
  await main(page).getByRole("button").click()
  const link = await linkInMail(who.email)
  await page.goto(link)
  // A program that only looks at links does not use them up.
  await page.reload()
  await button(page, "Sign in").click()
  await expect(page).toHaveURL("/")
  await expectSignedIn(page, who)
  const other = await another()
  await other.goto(link)
  await button(other, "Sign in").click()
  await expect(alertIn(other)).toContainText("expired or was already used")
  await expectSignedOut(other)
})

test("signing out everywhere ends the session on the other device at once", { tag: "@plain" }, async ({
  page,
  another,
}) => {
  const who = await newcomer(page)
  await expectSignedIn(page, who)
  const other = await another()
  await signIn(other, who)
  await expectSignedIn(other, who)
  await button(other, "Sign out everywhere").click()
  await expect(other.getByText("You are signed out on all devices.")).toBeVisible()
  await expectSignedOut(page)
})

test("after signing in one is where one wanted to be", { tag: ["@plain", "@phone"] }, async ({ page }) => {
  await page.goto("/account")
  await expect(page).toHaveURL(/\/sign-in\?next=%2Faccount/)
  await signIn(page, ROBIN)
  await expect(page).toHaveURL("/account")
})

test("a session outlives the closing of the browser", async ({ page }) => {
  await page.goto("/sign-in")
  await signIn(page, ROBIN)
  const session = (await page.context().cookies()).find(
    ({ httpOnly, name }) => httpOnly && /session/.test(name),
  )
  expect(session, "a session cookie that no script can read").toBeDefined()
  expect(session!.expires * 1000 - Date.now(), "it lasts for days").toBeGreaterThan(86_400_000)
  expect(session!.sameSite).toBe("Lax")
})

test("a new password needs the present one", { tag: "@plain" }, async ({ page }) => {
  const who = await newcomer(page)
  await page.goto("/account")
  await page.getByLabel("Present password").fill("not it")
  await page.getByLabel("New password").fill("another long password")
  await button(page, "Change the password").click()
  await expect(page.getByLabel("Present password")).toHaveAttribute("aria-invalid", "true")
  await page.getByLabel("Present password").fill(who.password)
  await page.getByLabel("New password").fill("another long password")
  await button(page, "Change the password").click()
  await expect(page.getByText("Your password is changed")).toBeVisible()
  await expectSignedIn(page, who)
})

async function fillSignIn(
  page: Page,
  { email, password }: { email: string; password: string },
): Promise<void> {
  if (!page.url().includes("/sign-in")) await page.goto("/sign-in")
  await page.getByLabel("E-mail address").fill(email)
  await page.getByLabel("Password").fill(password)
  await button(page, "Sign in").click()
}

test("one sees where one is signed in, and ends one session, or all others", { tag: "@plain" }, async ({
  page,
  another,
}) => {
  const who = await newcomer(page)
  const [phone, library] = [await another(), await another()]
  await signIn(phone, who)
  await signIn(library, who)
  await page.goto("/account")
  const devices = main(page).getByRole("region", { name: "Where you are signed in" })
  await expect(devices.getByRole("listitem")).toHaveCount(3)
  await expect(devices.getByRole("listitem").first()).toContainText("This browser")
  await devices
    .getByRole("button", { name: /^Sign out: / })
    .first()
    .click()
  await expect(devices.getByRole("listitem")).toHaveCount(2)
  // The newest is the first of the others.
  await expectSignedOut(library)
  await expectSignedIn(phone, who)
  await page.goto("/account")
  await devices.getByRole("button", { name: "Sign out everywhere else" }).click()
  await expect(devices.getByRole("listitem")).toHaveCount(1)
  await expectSignedOut(phone)
  await expectSignedIn(page, who)
})
