/** People come to be called otherwise, to take their data along, and to leave. */

import { readFile } from "node:fs/promises"
import type { Page } from "@playwright/test"
import { strFromU8, unzipSync } from "fflate"
import { commit } from "#lib/db/commit.ts"
import { credentialKey } from "#lib/db/keys/users.ts"
import { expectNoBarriers } from "./fixtures/barriers.ts"
import { makeTopic, memberOf, newcomer, onTable } from "./fixtures/forum.ts"
import { linkInMail } from "./fixtures/mail.ts"
import { expectSignedOut, type Person, ROBIN, stranger } from "./fixtures/people.ts"
import { expect, test } from "./fixtures/test.ts"

const main = (page: Page) => page.getByRole("main")
const button = (page: Page, name: string) => main(page).getByRole("button", { name, exact: true })

/** A member of whom there are a topic and a mention. */
async function known(page: Page): Promise<Person & { path: string }> {
  const who = await newcomer(page)
  const bodies = ["Words of mine.", `Yes, @${who.name}, it is so.`]
  const { path } = await makeTopic(`A talk of ${who.name}`, { by: [who.name, ROBIN.name], bodies })
  return { ...who, path }
}

/** What is under way goes on by itself; without a script one looks again. */
async function untilDone(page: Page): Promise<void> {
  await expect(page).toHaveURL(/\/progress\//)
  await expect(async () => {
    if (!(await main(page).getByText("Done.", { exact: true }).isVisible())) await page.reload()
    await expect(main(page).getByText("Done.", { exact: true })).toBeVisible({ timeout: 5_000 })
  }).toPass({ timeout: 90_000 })
}

test("one takes another name, and it goes wherever the old one stood", {
  tag: "@plain",
}, async ({ page, script }) => {
  test.slow()
  const who = await known(page)
  const name = stranger().name
  await page.goto("/settings/account")
  if (script) await expectNoBarriers(page, "the account")
  await main(page).getByLabel("New name").fill(ROBIN.name)
  await button(page, "Change my name").click()
  await expect(main(page).getByRole("alert").first()).toContainText("taken")
  await main(page).getByLabel("New name").fill(name)
  await button(page, "Change my name").click()
  await expect(page).toHaveURL(/\/progress\//)
  if (script) await expectNoBarriers(page, "a rename, on its way")
  await expect(async () => {
    await page.goto(who.path)
    await expect(main(page).getByRole("link", { name: `@${name}` })).toBeVisible({ timeout: 1_000 })
    await expect(main(page)).not.toContainText(`@${who.name}`, { timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  await page.goto(`/u/${who.name}`)
  await expect(page).toHaveURL(`/u/${name}`)
  await page.goto("/settings/account")
  await expect(main(page)).toContainText(`Earlier: ${who.name}`)
  await expect(main(page)).toContainText("You can change it again from")
})

test("one takes one's data along", { tag: "@plain" }, async ({ page }) => {
  test.slow()
  const who = await known(page)
  await page.goto("/settings/account")
  await button(page, "Make an archive").click()
  await untilDone(page)
  await expect(main(page).getByRole("link", { name: "Download your archive" })).toBeVisible()
  await page.goto("/settings/account")
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    main(page).getByRole("link", { name: "Download your archive" }).click(),
  ])
  const files = unzipSync(new Uint8Array(await readFile(await download.path())))
  const text = Object.values(files)
    .map((data) => strFromU8(data))
    .join("")
  expect(text).toContain("Words of mine.")
  expect(text).toContain(who.email)
})

test("one leaves, and the words stay under a number", { tag: "@plain" }, async ({ page }) => {
  test.slow()
  const who = await known(page)
  await leave(page, who, /It stays/)
  await expect(async () => {
    await page.goto(who.path)
    await expect(
      main(page)
        .getByRole("link", { name: /^Former member \d{6}$/ })
        .first(),
    ).toBeVisible({
      timeout: 1_000,
    })
    await expect(main(page).getByRole("link", { name: who.name })).toHaveCount(0, { timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
  await expect(main(page)).toContainText("Words of mine.")
  await page.goto(`/u/${who.name}`)
  await expect(main(page)).toContainText("nothing")
})

test("one leaves, and the words go along", { tag: "@plain" }, async ({ page }) => {
  test.slow()
  const who = await known(page)
  await leave(page, who, /It goes as well/)
  await expect(async () => {
    await page.goto(who.path)
    await expect(main(page)).not.toContainText("Words of mine.", { timeout: 1_000 })
  }).toPass({ timeout: 30_000 })
})

test("who has no password leaves by a link in a mail, where they are signed in", {
  tag: "@plain",
}, async ({ page, another }) => {
  test.slow()
  const who = await known(page)
  // As if they had come by another service.
  await onTable(async () => {
    const key = credentialKey((await memberOf(who)).id)
    await commit([{ kind: "delete", key }])
  })
  await page.goto("/settings/account")
  await expect(main(page).getByLabel("Your password")).toHaveCount(0)
  await button(page, "Send me a mail to confirm it").click()
  await expect(main(page).getByText("A mail is on its way")).toBeVisible()
  const link = await linkInMail(who.email)
  const elsewhere = await another()
  await elsewhere.goto(link)
  await expect(elsewhere).toHaveURL(/sign-in/)
  await page.goto(link)
  await expect(main(page)).toContainText("This is the last step")
  await main(page)
    .getByLabel(/It stays/)
    .check()
  await button(page, "Delete my account for good").click()
  await expect(page.getByText("Your account is deleted.")).toBeVisible()
  await expectSignedOut(page)
})

async function leave(page: Page, who: Person, writings: RegExp): Promise<void> {
  await page.goto("/settings/account")
  await main(page).getByLabel(writings).check()
  await main(page).getByLabel("Your password").fill("not the password")
  await button(page, "Delete my account for good").click()
  await expect(main(page).getByRole("alert").first()).toContainText("not your present password")
  await main(page).getByLabel(writings).check()
  await main(page).getByLabel("Your password").fill(who.password)
  await button(page, "Delete my account for good").click()
  await expect(page.getByText("Your account is deleted.")).toBeVisible()
  await expectSignedOut(page)
}
