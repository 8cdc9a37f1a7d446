/** How pages look is the reader's choice: for everybody, kept on the device, there before anything is painted. */
import type { Page } from "@playwright/test"
import { type Rules, violationsIn, WCAG } from "./fixtures/axe.ts"
import { tooWide } from "./fixtures/layout.ts"
import { guestPages, longTopic, topicOf } from "./fixtures/pages.ts"
import { expect, test } from "./fixtures/test.ts"

const button = (page: Page) => page.getByRole("button", { name: "Appearance" }).filter({ visible: true })
const panel = (page: Page) => page.getByRole("dialog", { name: "Appearance" })
const choose = (page: Page, aspect: string, choice: string) =>
  panel(page).getByRole("group", { name: aspect }).getByRole("radio", { name: choice, exact: true }).check()

const looks = (page: Page) =>
  page.evaluate(() => {
    const [root, text] = [document.documentElement, document.querySelector(".prose")!]
    return {
      ground: getComputedStyle(root).backgroundColor,
      ink: getComputedStyle(root).color,
      size: Number.parseFloat(getComputedStyle(text).fontSize),
      // Ended in the moment in which it begins; who listens for the end of one still hears it.
      still: Number.parseFloat(getComputedStyle(text).animationDuration) > 0,
    }
  })

test("light, dark, contrast, size and motion are chosen, seen at once, and kept", { tag: "@phone" }, async ({
  page,
}) => {
  const { path } = await topicOf()
  await page.emulateMedia({ colorScheme: "light", reducedMotion: "no-preference" })
  await page.goto(path)
  const before = await looks(page)
  expect(before.still).toBe(false)
  await button(page).click()
  await expect(panel(page).getByRole("radio", { name: "As the system" }).first()).toBeFocused()
  await choose(page, "Colours", "Dark")
  await choose(page, "Contrast", "More")
  await choose(page, "Size of texts", "Larger")
  await choose(page, "Motion", "Less")
  const chosen = await looks(page)
  expect(chosen).toMatchObject({ ground: "rgb(0, 0, 0)", ink: "rgb(255, 255, 255)", still: true })
  expect(chosen.size).toBeGreaterThan(before.size * 1.3)
  await page.keyboard.press("Escape")
  await expect(panel(page)).toHaveCount(0)
  await expect(button(page)).toBeFocused()

  // As it is when the page is first painted: the script in its head has run, and no other.
  await page.route("**/_next/static/chunks/*.js", (route) => route.abort())
  await page.reload()
  expect(await looks(page)).toEqual(chosen)
  await page.unroute("**/_next/static/chunks/*.js")
  await page.reload()
  await button(page).click()
  for (const [aspect, choice] of [
    ["Colours", "As the system"],
    ["Contrast", "As the system"],
    ["Size of texts", "Normal"],
    ["Motion", "As the system"],
  ] as const)
    await choose(page, aspect, choice)
  expect(await looks(page)).toEqual(before)
  await page.emulateMedia({ colorScheme: "dark" })
  expect((await looks(page)).ground).not.toBe(before.ground)
})

test("with more contrast nobody finds a barrier, with the panel open or closed", async ({ page }) => {
  const topic = await topicOf()
  await page.goto(topic.path)
  await button(page).click()
  await choose(page, "Contrast", "More")
  expect.soft(await violationsIn(page, WCAG, "[popover]"), "the panel").toEqual([])
  await page.keyboard.press("Escape")
  // What contrast changes are colours; all else is looked at in e2e/accessibility.spec.ts.
  for (const theme of ["light", "dark"] as const) {
    await page.evaluate((name) => {
      document.documentElement.dataset.theme = name
    }, theme)
    const colours: Rules = { type: "rule", values: ["color-contrast", "color-contrast-enhanced"] }
    expect.soft(await violationsIn(page, colours), theme).toEqual([])
  }
})

test("texts can be enlarged, and pages reflow: nothing is lost or beside the screen", {
  tag: "@plain",
}, async ({ page, script }) => {
  test.slow()
  const pages = Object.fromEntries(
    Object.entries(guestPages(await topicOf(), await longTopic(page))).filter(([what]) =>
      /^(the front page|a category|a topic|a tag|a member|signing in|a new topic|what a search found)/.test(
        what,
      ),
    ),
  )
  if (!script) {
    // 1280 by 1024 pixels at 400 %, as the browser zooms (WCAG 1.4.10). With a script: e2e/accessibility.spec.ts.
    await page.setViewportSize({ width: 320, height: 256 })
    for (const [what, path] of Object.entries(pages)) {
      await page.goto(path)
      expect.soft(await tooWide(page), `${what} (${path}) at 320 pixels`).toEqual([])
    }
    return
  }
  await page.setViewportSize({ width: 390, height: 800 })
  await page.addInitScript(() => localStorage.setItem("stoa-size", "larger"))
  for (const [what, path] of Object.entries(pages)) {
    await page.goto(path)
    expect.soft(await tooWide(page), `${what} (${path}) with the largest texts`).toEqual([])
    // And everything twice as large, as who chose so in the browser has it.
    await page.evaluate(() => {
      document.documentElement.style.fontSize = "200%"
    })
    expect
      .soft(await tooWide(page), `${what} (${path}) with everything twice as large (WCAG 1.4.4)`)
      .toEqual([])
  }
})

test("the heads of columns stay whole in a language of long words", async ({ page }) => {
  await page.goto("/c/repairs")
  const heads = await page.evaluate(() => {
    const label = (part: string) => document.querySelector<HTMLElement>(`.topic-labels ${part}`)!
    label(".topic-replies").textContent = "Beantwortungen"
    const boxOf = (part: string) => {
      const range = document.createRange()
      range.selectNodeContents(label(part))
      return range.getBoundingClientRect()
    }
    const [title, replies, last] = [".topic-main", ".topic-replies", ".topic-last"].map(boxOf)
    return {
      lines: Math.round(replies!.height / title!.height),
      from: title!.right,
      to: last!.left,
      replies: replies!,
    }
  })
  expect(heads.lines).toBe(1)
  expect(heads.replies.left).toBeGreaterThan(heads.from)
  expect(heads.replies.right).toBeLessThanOrEqual(heads.to)
})
