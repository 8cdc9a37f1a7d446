/** Administrators keep the forum in order by their panel: its settings, texts, looks and tags. */
import { newId } from "#lib/base/ids.ts"
import { changeSettings } from "#lib/forum/settings.ts"

import {
  adminAppearancePath,
  adminCategoriesPath,
  adminCategoryPath,
  adminInvitationsPath,
  adminMembersPath,
  adminSettingsPath,
  adminSetupPath,
  adminTagPath,
  adminTagsPath,
  adminTextsPath,
  endCategoryPath,
  newCategoryPath,
} from "#lib/web/admin-paths.ts"
import { aboutPath, signInPath, tagPath } from "#lib/web/paths.ts"
import { administrator } from "./fixtures/administration.ts"
import { expectNoBarriers } from "./fixtures/barriers.ts"
import { makeTopic, onTable } from "./fixtures/forum.ts"
import { TELEPHONE, tooWide } from "./fixtures/layout.ts"
import { plainLook } from "./fixtures/looks.ts"
import { expect, test } from "./fixtures/test.ts"

const unique = (word: string): string => `${word} ${newId().slice(-6)}`
const operator = { kind: "operator" } as const

test("a setting is found, changed and set back", { tag: "@plain" }, async ({ page }) => {
  await administrator(page)
  await page.goto(adminSettingsPath())
  await page.getByLabel("Find a setting").fill("wait for approval")
  await page.getByRole("button", { name: "Show" }).click()
  const field = page.getByLabel("First posts that wait for approval")
  await field.fill("999")
  await page.getByRole("button", { name: "Save: Writing" }).click()
  await expect(page.getByText(/give a whole number/).first()).toBeVisible()
  // Somebody else sets it meanwhile: that stands beside the field, and saving again is meant.
  await onTable(() => changeSettings(operator, { values: { "first-posts-held": "3" } }))
  await field.fill("0")
  await page.getByRole("button", { name: "Save: Writing" }).click()
  await expect(page.getByText("Now it is: 3.")).toBeVisible()
  await page.getByRole("button", { name: "Save: Writing" }).click()
  await expect(page.getByText("Saved.")).toBeVisible()
})

test("a text of the forum is previewed, saved, and read by everybody", { tag: "@plain" }, async ({
  page,
}) => {
  await administrator(page)
  await page.goto(adminTextsPath())
  const rule = unique("No anchors on the lawn")
  await page.getByLabel("About us").fill(`# Welcome\n\n${rule}.`)
  await page
    .getByLabel("About us")
    .locator("xpath=ancestor::form")
    .getByRole("button", { name: "Preview" })
    .click()
  await expect(page.getByRole("region", { name: "Preview" })).toContainText(rule)
  await page.getByRole("button", { name: "Save: About us" }).click()
  await expect(page.getByText("Saved.")).toBeVisible()
  await page.goto(adminTextsPath())
  await page.getByRole("contentinfo").getByRole("link", { name: "About" }).click()
  await expect(page.getByText(rule)).toBeVisible()
})

test("a style sheet is refused by the line, had by all pages but the panel's, and switched off", {
  tag: "@plain",
}, async ({ page, another }) => {
  await administrator(page)
  const guest = await another()
  await page.goto(adminAppearancePath())
  const colors = page.getByRole("form", { name: "Colours" })
  await colors.getByLabel("Accent in light").fill("#ffee00")
  await colors.getByRole("button", { name: "Save the colours" }).click()
  await expect(colors.getByText(/#ffee00 cannot be read well on #\w{6}/).first()).toBeVisible()

  // Nothing that another test would see.
  const mark = `.own-${newId().slice(-6).toLowerCase()}`
  const form = page.getByRole("form", { name: "A style sheet of your own" })
  await form.getByLabel("CSS").fill(`${mark} { color: red }\n${mark} { background: url(//elsewhere) }`)
  await form.getByRole("button", { name: "Save the style sheet" }).click()
  await expect(form.getByText(/Line 2: a style sheet loads nothing/).first()).toBeVisible()
  await form.getByLabel("CSS").fill(`${mark} { color: red }`)
  await form.getByRole("button", { name: "Save the style sheet" }).click()
  await expect(page.getByText("Saved.")).toBeVisible()

  const sheets = async (path: string, who = page): Promise<string[]> => {
    const html = await (await who.request.get(path)).text()
    return [...html.matchAll(/href="(\/look\/own-\w+\.css)"/g)].map(([, href]) => href!)
  }
  const [sheet] = await sheets("/")
  expect(await (await page.request.get(sheet!)).text()).toBe(`${mark}{color:red}`)
  for (const path of [adminAppearancePath(), "/moderation"]) expect(await sheets(path), path).toEqual([])
  for (const path of [signInPath(), "/register"]) expect(await sheets(path, guest), path).toEqual([])

  await form.getByLabel("Use this style sheet").uncheck()
  await form.getByRole("button", { name: "Save the style sheet" }).click()
  await expect(page.getByText("Style sheet switched off:").first()).toBeVisible()
  expect(await sheets("/")).toEqual([])
  // What was named before is not there any more, whoever asks for it.
  expect(await (await page.request.get(sheet!)).text()).toBe("")
  await onTable(() => plainLook())
})

test("a tag is described, renamed, and led on from", { tag: "@plain" }, async ({ page }) => {
  await administrator(page)
  const tag = `slip${newId().slice(-6).toLowerCase()}`
  const { title } = await makeTopic(`Of ${tag} and other things`, { tags: [tag] })
  await page.goto(adminTagsPath())
  await page.getByLabel("Names that begin like this").fill(tag)
  await page.getByRole("button", { name: "Show" }).click()
  await expect(async () => {
    await page.reload()
    await expect(page.getByRole("listitem").filter({ hasText: tag })).toContainText("1 topic", {
      timeout: 500,
    })
  }).toPass()
  await page.getByRole("link", { name: `#${tag}` }).click()
  await page.getByRole("textbox", { name: "What it is for" }).fill("Where boats come out of the water.")
  await page.getByRole("button", { name: "Save what it is for" }).click()
  await expect(page.getByText("Saved.")).toBeVisible()
  await page.getByLabel("New name").fill(`${tag}-way`)
  await page.getByRole("button", { name: "Rename", exact: true }).click()
  await expect(page.getByRole("heading", { name: `Turn the tag #${tag} into` })).toBeVisible()
  await expect(async () => {
    await page.goto(tagPath(tag))
    await expect(page).toHaveURL(tagPath(`${tag}-way`))
    await expect(page.getByRole("link", { name: title })).toBeVisible({ timeout: 500 })
  }).toPass()
  await expect(page.getByText("Where boats come out of the water.")).toBeVisible()
})

test("the pages of the panel keep nobody out and fit a telephone", async ({ page }) => {
  await administrator(page)
  for (const path of [
    adminCategoriesPath(),
    newCategoryPath(),
    adminCategoryPath("general"),
    endCategoryPath("general"),
    `${adminMembersPath()}?q=od`,
    adminSettingsPath(),
    adminAppearancePath(),
    adminInvitationsPath(),
    adminTagsPath(),
    adminTagPath("clinker"),
    adminTextsPath(),
    adminSetupPath(),
    aboutPath(),
  ]) {
    await page.goto(path)
    for (const width of [undefined, TELEPHONE]) expect(await tooWide(page, width), path).toEqual([])
    await expectNoBarriers(page, path, "main")
  }
})
